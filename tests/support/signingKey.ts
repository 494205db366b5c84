import type { KeyObject } from 'node:crypto';
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from './stack.ts';

/** The platform's own key, so that a story can sign what the platform never would. */
export function signingKey({ dataDir }: Stack): KeyObject {
  return createPrivateKey(readFileSync(join(dataDir, 'keys', 'signing-key.pem')));
}
