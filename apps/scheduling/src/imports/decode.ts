import type { ImportEncoding } from '@silkconsult/protocol';

/** By the first bytes that some programs put before the text to say how it is written. */
const MARKS: readonly [ImportEncoding, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * The text, without its mark; undefined when the bytes are not written like this. No text holds a
 * NUL: a workbook that was not saved as CSV does, and text read as half as wide as it is.
 */
export function decodeAs(encoding: ImportEncoding, bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\u0000') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** With the punctuation and the full-width letters that go with it. */
const HAN = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/gu;
/** A word as Cyrillic is written: small after an optional capital, or capitals alone. */
const CYRILLIC_WORD = /^(?:\p{Script=Cyrillic}\p{Ll}*|\p{Lu}+)$/u;

/** How much of what is not ASCII looks like this script: from 0 to 1. */
function shareOfHan(text: string): number {
  const foreign = text.replace(/\p{ASCII}/gu, '');
  return foreign.length === 0 ? 0 : (foreign.match(HAN)?.length ?? 0) / foreign.length;
}

function shareOfCyrillicWords(text: string): number {
  const words = text.match(/\P{ASCII}+/gu) ?? [];
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  const right = words.filter((word) => CYRILLIC_WORD.test(word));
  return letters === 0 ? 0 : right.reduce((sum, word) => sum + word.length, 0) / letters;
}

const LIKELY = 0.9;

/**
 * Text from a file of whatever program: UTF-8 with and without a mark, UTF-16 as Excel's "Unicode
 * text", and the two that Excel writes as plain CSV in China and where Cyrillic is written. Nearly any
 * bytes can be read as either, so they are told apart by what they spell: Chinese read as Cyrillic has
 * capitals and signs inside words. Cyrillic must be tried first, since read as Chinese it spells rare
 * characters that are Chinese all the same.
 *
 * @returns Undefined when none of them makes sense: then somebody must say which it is.
 */
export function decode(bytes: Uint8Array): { encoding: ImportEncoding; text: string } | undefined {
  for (const [encoding, mark] of MARKS)
    if (mark.every((byte, index) => bytes[index] === byte)) {
      const text = decodeAs(encoding, bytes);
      return text === undefined ? undefined : { encoding, text };
    }
  const unicode = decodeAs('utf-8', bytes);
  if (unicode !== undefined) return { encoding: 'utf-8', text: unicode };
  const cyrillic = decodeAs('windows-1251', bytes);
  if (cyrillic !== undefined && shareOfCyrillicWords(cyrillic) >= LIKELY)
    return { encoding: 'windows-1251', text: cyrillic };
  const chinese = decodeAs('gb18030', bytes);
  if (chinese !== undefined && shareOfHan(chinese) >= LIKELY)
    return { encoding: 'gb18030', text: chinese };
  return undefined;
}
