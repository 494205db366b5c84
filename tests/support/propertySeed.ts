/**
 * Property tests try the same cases in every run, so that a failure is of the change at hand.
 * `PROPERTY_SEED=random` looks further, `PROPERTY_SEED=12345` repeats what a failure reported.
 */
import fc from 'fast-check';

const { PROPERTY_SEED = '20261122' } = process.env;
const seed = Number(PROPERTY_SEED);
if (PROPERTY_SEED !== 'random') {
  if (!Number.isInteger(seed))
    throw new Error('Set PROPERTY_SEED to a whole number or to "random".');
  fc.configureGlobal({ seed });
}
