import { expect, it } from '@jest/globals';
import { progressBar } from './progressBar.ts';

function shown(isTTY: boolean, ...steps: [number, number | undefined, number?][]): string {
  let text = '';
  let nowMs = 0;
  const terminal = { isTTY, write: (piece: string) => (text += piece) };
  const step = progressBar(terminal, () => nowMs);
  for (const [done, total, afterMs = 1000] of steps) {
    nowMs += afterMs;
    step('model', done, total);
  }
  return text;
}

it('is a bar on a terminal, and not drawn more often than one can see', () => {
  const text = shown(true, [5e6, 10e6], [6e6, 10e6, 5], [10e6, 10e6, 5]);
  const half = `${'█'.repeat(15)}${'░'.repeat(15)}`;
  expect(text).toBe(
    `\r\x1b[Kmodel ${half} 5 MB of 10 MB\r\x1b[Kmodel ${'█'.repeat(30)} 10 MB of 10 MB\n`,
  );
});

it('is a line for each tenth elsewhere', () => {
  expect(shown(false, [1, 100], [12, 100], [14, 100], [100, 100])).toBe(
    'model: 0 %\nmodel: 10 %\nmodel: 100 %\n',
  );
});

it('says what has come when nobody knows how much it is', () => {
  expect(shown(true, [5e6, undefined])).toContain(' 5 MB');
  expect(shown(false, [5e6, undefined], [5.1e6, undefined])).toBe('');
});
