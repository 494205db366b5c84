import type { Hypothesis } from './recognizer.ts';

/** The engine of last resort, and of every language without another: a person who types. */
export const TYPED_ENGINE = 'typed';

/** What was typed, as a finished hypothesis. Line breaks and control characters become spaces. */
export function typedHypothesis(text: string, atMs: number): Hypothesis {
  const line = text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return { text: line, stableChars: line.length, final: true, t0Ms: atMs, t1Ms: atMs };
}
