import anyAscii from 'any-ascii';

/**
 * How one sound is spelt in different passports: Жумабаева is Zhumabaeva, Jumabaeva or Žumabaýewa.
 * Longer spellings first.
 */
const SPELLINGS: readonly [RegExp, string][] = [
  [/dzh|zh/g, 'j'],
  [/kh|x/g, 'h'],
  [/gh/g, 'g'],
  [/q/g, 'k'],
  [/w/g, 'v'],
  [/y/g, 'i'],
  [/(.)\1+/g, '$1'],
];

/**
 * A name as it is searched by: in plain Latin letters, without case, signs and the spellings in
 * which passports differ, so that any script finds any other.
 *
 * @example searchWords('Нургүл Жумабаева') // ['nurgul', 'jumabaeva'], as of 'Nurgul Jumabaeva'
 */
export function searchWords(name: string): string[] {
  const latin = anyAscii(name.normalize('NFKC')).toLowerCase().replaceAll(/['`]/g, '');
  const spelt = SPELLINGS.reduce((text, [sign, sound]) => text.replaceAll(sign, sound), latin);
  return spelt.split(/[^a-z0-9]+/).filter((word) => word !== '');
}

/** All of a person's names, each word once. */
export function searchKey(names: readonly (string | null)[]): string {
  return [...new Set(names.flatMap((name) => searchWords(name ?? '')))].join(' ');
}
