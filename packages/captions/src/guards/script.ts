import { LANGUAGES, type Language } from '@silkconsult/protocol';

const SCRIPTS = {
  Hani: /[\p{Script=Han}&&\p{L}]/gv,
  Arab: /[\p{Script=Arabic}&&\p{L}]/gv,
  Cyrl: /[\p{Script=Cyrillic}&&\p{L}]/gv,
  Latn: /[\p{Script=Latin}&&\p{L}]/gv,
} as const;

/** Names of drugs and tests may stay in Latin letters; more than this share is another language. */
const LEAST_OWN_SCRIPT = 0.6;
/** Of the letters in the right script, the share that the language's alphabet has. */
const LEAST_OWN_LETTERS = 0.95;

/** Whether a plain line is in another script, or in another language's letters. */
export function scriptIsWrong(text: string, language: Language, ownLetters: RegExp): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 3) return false;
  const own = text.match(SCRIPTS[LANGUAGES[language].script]) ?? [];
  if (own.length / letters < LEAST_OWN_SCRIPT) return true;
  const known = own.join('').match(ownLetters)?.length ?? 0;
  // A single foreign letter is a name: "C gepatiti".
  return own.length - known > 1 && known / own.length < LEAST_OWN_LETTERS;
}
