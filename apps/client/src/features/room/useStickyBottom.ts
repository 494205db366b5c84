import { useCallback, useLayoutEffect, useRef, useState } from 'react';

/** Keeps a growing list at its end, unless its reader has scrolled back to read. */
export function useStickyBottom(content: unknown) {
  const box = useRef<HTMLDivElement>(null);
  const sticky = useRef(true);
  const [away, setAway] = useState(false);
  const toBottom = useCallback(() => {
    sticky.current = true;
    setAway(false);
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the content is what makes it grow
  useLayoutEffect(() => {
    if (sticky.current) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [content]);
  const onScroll = useCallback(() => {
    const element = box.current;
    if (!element) return;
    sticky.current = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
    setAway(!sticky.current);
  }, []);
  return { box, away, toBottom, onScroll };
}
