import type { NewPatient } from '@silkconsult/protocol';
import type { Reason } from '../../rules/reason.ts';

/** How far the clocks of the network's easternmost hospitals are ahead of UTC, and a little more. */
const AHEAD = 14 * 3_600_000;

/** Whether a date of birth ('1984-03-08', or a year alone) is still to come, wherever one is. */
export const isToCome = (birth: string, now: Date): boolean =>
  birth > new Date(now.getTime() + AHEAD).toISOString().slice(0, birth.length);

/** Nobody is registered before they are born: a date that is to come is a slip in the year. */
export function refuseBirth(
  { birthDate, birthYear }: Pick<NewPatient, 'birthDate' | 'birthYear'>,
  now: Date,
): Reason | undefined {
  const wrong = (path: string): Reason => ({
    code: 'invalid_request',
    issues: [{ path, message: 'in_the_future' }],
  });
  if (birthDate !== undefined && isToCome(birthDate, now)) return wrong('birthDate');
  if (birthYear !== undefined && isToCome(String(birthYear), now)) return wrong('birthYear');
  return undefined;
}
