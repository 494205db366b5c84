import { beforeEach, describe, expect, it } from '@jest/globals';
import { SetUpProblem } from './problem.mjs';
import { runSteps, type Step } from './run-steps.mjs';

const done = new Set<string>();
const runs: string[] = [];
let said: string[];

beforeEach(() => {
  done.clear();
  runs.length = 0;
  said = [];
});

const step = (name: string, changes: Partial<Step> = {}): Step => ({
  name,
  why: 'for this test',
  duration: 'no time',
  byHand: 'by hand',
  without: 'Something is missing.',
  isDone: () => done.has(name),
  run: async () => {
    runs.push(name);
    done.add(name);
  },
  ...changes,
});

const runAll = (steps: Step[]) => runSteps(steps, (line) => said.push(line));

describe('set-up', () => {
  it('does what is not done, in order, and nothing twice', async () => {
    const steps = [step('one'), step('two')];
    expect(await runAll(steps)).toEqual([]);
    expect(await runAll(steps)).toEqual([]);
    expect(runs).toEqual(['one', 'two']);
  });

  it('says nothing when everything is done', async () => {
    done.add('one');
    await runAll([step('one')]);
    expect(said).toEqual([]);
  });

  it('goes on without a part that cannot be had and says why', async () => {
    const refuse = async () => {
      throw new SetUpProblem('Run: sudo apt-get install one');
    };
    const missing = await runAll([step('one', { run: refuse }), step('two')]);
    expect(missing.map(({ reason }) => reason)).toEqual(['Run: sudo apt-get install one']);
    expect(runs).toEqual(['two']);
  });

  it('stops at a part that everything needs', async () => {
    const fail = async () => {
      throw new Error('getaddrinfo ENOTFOUND');
    };
    const missing = await runAll([step('one', { run: fail, essential: true }), step('two')]);
    expect(missing[0]?.reason).toMatch(/getaddrinfo ENOTFOUND.*\.log/);
    expect(runs).toEqual([]);
  });

  it('does not take the word of a step that did nothing', async () => {
    const missing = await runAll([step('one', { run: async () => {} })]);
    expect(missing[0]?.reason).toMatch(/not there/);
  });
});
