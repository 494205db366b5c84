import type { Language, ReadBackReason } from '@silkconsult/protocol';
import { isDose } from './doses.ts';
import type { Guards } from './guards.ts';
import { polarityOf } from './negation.ts';
import { plain } from './plain.ts';
import { quantitiesOf } from './quantities.ts';
import { sidesOf } from './sides.ts';

/** What in a line must be read back before it may count as understood. */
export function needsReadBack(
  line: string,
  language: Language,
  { rules }: Guards,
): ReadBackReason[] {
  const { quantities, sides, negation } = rules[language];
  const text = plain(line, language);
  const counted = quantitiesOf(line, quantities).filter(({ unit }) => unit !== undefined);
  const question = /[?？؟]\s*$/u.test(text);
  const found: [ReadBackReason, boolean][] = [
    ['dose', counted.some(isDose)],
    ['numberWithUnit', counted.some((quantity) => !isDose(quantity))],
    ['side', sidesOf(text, sides).length > 0],
    ['negatedInstruction', !question && polarityOf(text, negation).denied],
  ];
  return found.flatMap(([reason, here]) => (here ? [reason] : []));
}
