import { expect, it } from '@jest/globals';
import { SpeakerGate } from './speakerGate.ts';

function gate() {
  const told: string[] = [];
  const state = { open: true };
  const made = new SpeakerGate(
    {
      begin: (t0Ms) => told.push(`begin ${t0Ms}`),
      audio: ({ t0Ms }) => told.push(`sound ${t0Ms}`),
      end: (t1Ms) => told.push(`end ${t1Ms}`),
      skipped: (t0Ms, t1Ms) => told.push(`skipped ${t0Ms}–${t1Ms}`),
    },
    () => state.open,
  );
  const say = (...times: number[]) => {
    for (const t0Ms of times) {
      made.audio({ streamId: 's', t0Ms, lostMs: 0, pcm: new Float32Array(1) });
    }
  };
  return { made, say, told, state };
}

it('a segment that was begun is heard to its end, whoever becomes dominant meanwhile', () => {
  const { made, say, told, state } = gate();
  made.begin(0);
  say(0);
  state.open = false;
  say(32);
  made.end(64);
  expect(told).toEqual(['begin 0', 'sound 0', 'sound 32', 'end 64']);
});

it('who becomes dominant in the middle of a segment is heard from its beginning', () => {
  const { made, say, told, state } = gate();
  state.open = false;
  made.begin(0);
  say(0, 32);
  expect(told).toEqual([]);
  state.open = true;
  say(64);
  made.end(96);
  expect(told).toEqual(['begin 0', 'sound 0', 'sound 32', 'sound 64', 'end 96']);
});

it('what somebody else than the dominant speaker says is told as left out, and the next as usual', () => {
  const { made, say, told, state } = gate();
  state.open = false;
  made.begin(0);
  say(0);
  made.end(32);
  state.open = true;
  made.begin(100);
  say(100);
  made.end(132);
  expect(told).toEqual(['skipped 0–32', 'begin 100', 'sound 100', 'end 132']);
});
