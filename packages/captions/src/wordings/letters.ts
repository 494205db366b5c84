import type { Language } from '@silkconsult/protocol';

/** The letters a sentence is written with; a look-alike from a neighbour's alphabet is a fault. */
const SENTENCE: Record<Language, RegExp> = {
  // Doctors and patients say and write "CT".
  'zh-CN': /^(?:\p{Script=Han}|ct)+$/u,
  ug: /^[ئاەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي]+$/u,
  kk: /^[а-яёәғқңөұүһі]+$/u,
  ky: /^[а-яёңөү]+$/u,
  tg: /^[абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя]+$/u,
  uz: /^[a-zʻʼ]+$/u,
  // "C gepatiti" keeps the international letter.
  tk: /^(?:[abçdeäfghijžklmnňoöprsştuüwyýz]+|c)$/u,
  mn: /^[а-яёөү]+$/u,
  ru: /^[а-яё]+$/u,
  ur: /^[اآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوؤہھءیئے\u064b]+$/u,
  en: /^[a-z]+$/u,
};

/** How a term is written; drug names and signs may bring Latin letters and digits. */
const TERM: Record<Language, RegExp> = {
  'zh-CN': /^[\p{Script=Han}A-Z0-9-]+$/u,
  ug: /^[ئاەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي BD0-9-]+$/u,
  kk: /^[а-яёәғқңөұүһі BCD0-9-]+$/iu,
  ky: /^[а-яёңөү BCD0-9-]+$/iu,
  tg: /^[а-яёғӣқӯҳҷ BC0-9-]+$/iu,
  uz: /^[a-zʻʼ 0-9-]+$/iu,
  tk: /^[a-zçäňöşüýž 0-9-]+$/iu,
  mn: /^[а-яёөү BC0-9/-]+$/iu,
  ru: /^[а-яё ,BCD0-9/-]+$/iu,
  ur: /^[اآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوؤہھءیئے 0-9]+$/u,
  en: /^[a-z0-9' -]+$/iu,
};

/** The words of a sentence that are not in the letters of its language. */
export function strangeWords(text: string, language: Language): string[] {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.filter((word) => !SENTENCE[language].test(word));
}

/** The words of a term that are not written as its language is. */
export function strangeTermWords(text: string, language: Language): string[] {
  const strangers = text.split(' ').filter((word) => !TERM[language].test(word));
  return TERM[language].test(text) ? [] : strangers.length > 0 ? strangers : [text];
}
