import type { Language } from '@silkconsult/protocol';
import type { SlotsData } from './schema.ts';

type NumberWords = NonNullable<SlotsData['numberWords'][Language]>;

const CHINESE_DIGITS = '零一二三四五六七八九';

/**
 * A written number as a plain decimal token, or undefined where it could mean two things.
 * "1,000" is a thousand in one country and one in another, so it stays what it was.
 */
export function canonicalNumber(written: string): string | undefined {
  const [, whole = '', fraction] = /^(\d{1,6})(?:[.,](\d{1,2}))?$/.exec(written) ?? [];
  if (!whole) return undefined;
  return String(Number(fraction ? `${whole}.${fraction}` : whole));
}

/** Is this token a number that may fill a slot? */
export function isNumberToken(token: string | undefined): token is string {
  return token !== undefined && /^\d+(\.\d+)?$/.test(token);
}

/**
 * Number words become digits, on both sides of a comparison, so "three days" equals "3 days".
 *
 * @example wordsToDigits(['twenty', 'one', 'days'], 'en', words) // ['21', 'days']
 */
export function wordsToDigits(
  tokens: readonly string[],
  language: Language,
  words: NumberWords | undefined,
): string[] {
  const out: string[] = [];
  for (let at = 0; at < tokens.length; ) {
    const found =
      language === 'zh-CN' ? chineseNumberAt(tokens, at) : words && numberAt(tokens, at, words);
    if (found) {
      out.push(String(found.value));
      at += found.length;
    } else {
      out.push(tokens[at] ?? '');
      at += 1;
    }
  }
  return out;
}

interface Found {
  value: number;
  length: number;
}

function numberAt(tokens: readonly string[], start: number, { words, joins }: NumberWords) {
  const wordAt = (at: number): number | undefined => {
    const token = tokens[at];
    return token !== undefined && Object.hasOwn(words, token) ? words[token] : undefined;
  };
  const below100 = (at: number): Found | undefined => {
    const first = wordAt(at);
    if (first === undefined || first >= 100) return undefined;
    const lowest = joins === 'tens' ? 20 : 10;
    const second = wordAt(at + 1);
    const joinable = joins !== 'none' && first >= lowest && first % 10 === 0;
    if (joinable && second !== undefined && second >= 1 && second <= 9) {
      return { value: first + second, length: 2 };
    }
    return { value: first, length: 1 };
  };

  let found = below100(start);
  if (found && found.value >= 1 && found.value <= 9 && tokens[start + 1] === 'hundred') {
    found = addRest(found.value * 100, 2);
  } else if (!found && wordAt(start) === 100) {
    found = addRest(100, 1);
  }
  if (!found) return undefined;
  return withDecimal(found);

  function addRest(value: number, length: number): Found {
    const skip = tokens[start + length] === 'and' ? 1 : 0;
    const rest = below100(start + length + skip);
    return rest && rest.value > 0
      ? { value: value + rest.value, length: length + skip + rest.length }
      : { value, length };
  }

  function withDecimal({ value, length }: Found): Found {
    const digit = tokens[start + length] === 'point' ? wordAt(start + length + 1) : undefined;
    return digit !== undefined && digit <= 9
      ? { value: Number(`${value}.${digit}`), length: length + 2 }
      : { value, length };
  }
}

/** 三 = 3, 十二 = 12, 二十一 = 21, 一百二十 = 120; 两 counts as 2. Up to 999. */
function chineseNumberAt(tokens: readonly string[], start: number): Found | undefined {
  const digitAt = (at: number): number => {
    const token = tokens[at] ?? '';
    return token === '两' ? 2 : token.length === 1 ? CHINESE_DIGITS.indexOf(token) : -1;
  };
  let at = start;
  let value = 0;
  if (digitAt(at) > 0 && tokens[at + 1] === '百') {
    value += digitAt(at) * 100;
    at += 2;
    if (tokens[at] === '零') at += 1;
  }
  if (digitAt(at) > 0 && tokens[at + 1] === '十') {
    value += digitAt(at) * 10;
    at += 2;
  } else if (tokens[at] === '十') {
    value += 10;
    at += 1;
  }
  const unit = digitAt(at);
  if (unit > 0 || (unit === 0 && at === start)) {
    value += unit;
    at += 1;
  }
  return at > start ? { value, length: at - start } : undefined;
}
