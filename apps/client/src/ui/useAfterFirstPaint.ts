import { startTransition, useEffect, useState } from 'react';

/**
 * False in the first render, true soon after, at a priority that yields to everything else: what
 * is shown by it never delays what must be on the screen first.
 */
export function useAfterFirstPaint(): boolean {
  const [painted, setPainted] = useState(false);
  useEffect(() => startTransition(() => setPainted(true)), []);
  return painted;
}
