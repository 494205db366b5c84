import type { Language } from '@silkconsult/protocol';
import type { Candidate, Part, Rung } from './cast.ts';

/** Many clinicians of the region work in it: the bridge where no interpreter has the pair. */
const RELAY: Language = 'ru';

const interprets = (a: Language, b: Language) => (candidate: Candidate) =>
  candidate.languagePairs.some(
    ([one, other]) => (one === a && other === b) || (one === b && other === a),
  );

function partOf(interpreters: readonly Candidate[], a: Language, b: Language): Part {
  return { role: 'interpreter', open: true, anyOf: interpreters.filter(interprets(a, b)) };
}

/**
 * The ways from the specialist's language to the patient's, best first: none is needed where every
 * specialist speaks the patient's language; an interpreter of the pair; a relay through Russian,
 * with an interpreter on each side that does not speak it; captions alone.
 *
 * @example Chinese → Kyrgyz with a referrer who speaks Russian: the relay needs one interpreter,
 * Chinese–Russian, and the referrer tells the patient.
 */
export function ladderOf(
  pair: readonly [Language, Language] | undefined,
  sides: { specialists: readonly Candidate[]; others: readonly Candidate[] },
  interpreters: readonly Candidate[],
): Rung[] {
  if (!pair) return [{ interpretation: 'none', interpreters: [] }];
  const [from, to] = pair;
  const all = (language: Language) =>
    sides.specialists.length > 0 &&
    sides.specialists.every(({ languages }) => languages.includes(language));
  if (from === to || all(to)) return [{ interpretation: 'none', interpreters: [] }];
  const rungs: Rung[] = [
    { interpretation: 'direct', interpreters: [partOf(interpreters, from, to)] },
  ];
  if (from !== RELAY && to !== RELAY) {
    const sideSpeaks = sides.others.some(({ languages }) => languages.includes(RELAY));
    const legs = [
      ...(all(RELAY) ? [] : [partOf(interpreters, from, RELAY)]),
      ...(sideSpeaks ? [] : [partOf(interpreters, RELAY, to)]),
    ];
    rungs.push({ interpretation: legs.length > 0 ? 'relay' : 'none', interpreters: legs });
  }
  return [...rungs, { interpretation: 'captions-only', interpreters: [] }];
}
