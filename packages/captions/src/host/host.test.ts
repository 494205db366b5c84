import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { loadPhrasebook } from '../phrasebook/index.ts';
import type { Recognizer } from '../recognizers/recognizer.ts';
import { Host } from './host.ts';
import { Phrases } from './phrases.ts';
import { Rooms } from './rooms.ts';

const MIC = { streamId: 'mic', roomId: 'room', speakerId: 'anna', language: 'ru' } as const;

/**
 * A host with one engine; `opened` are the signals of the streams that were opened to it, and
 * `told` the words that it may expect: the room that they are of.
 */
function hostWith(remote: boolean, ok = true) {
  const opened: AbortSignal[] = [];
  const told: string[] = [];
  const engine: Recognizer = {
    ...{ id: 'box', languages: ['ru'], streaming: false, remote },
    open: ({ signal, hotwords }) => {
      opened.push(signal);
      told.push(...hotwords());
      return Object.assign(new EventEmitter(), {
        push: () => true,
        endSegment: () => undefined,
        close: () => Promise.resolve(),
      });
    },
    health: () => ({ ok, delayMs: 0 }),
    close: () => Promise.resolve(),
  };
  const rooms = new Rooms({
    translators: [],
    findTerms: () => [],
    needsReadBack: () => [],
    post: () => undefined,
  });
  const host = new Host(rooms, [engine], new Phrases(loadPhrasebook), {
    terms: {
      hotwords: (language, roomId) => [`${language} of ${roomId ?? 'any'}`],
      forget: () => undefined,
    },
  });
  host.openRoom('room', [], 0);
  return { host, opened, told };
}

describe('an engine outside the hospital', () => {
  it('hears a speaker only with their word, and stops at once when that is taken back', async () => {
    const { host, opened } = hostWith(true);
    await host.openStream(MIC);
    await host.allowOutside('another room', ['anna']);
    await host.allowOutside('room', ['bek']);
    expect(opened).toHaveLength(0);
    await host.allowOutside('room', ['anna', 'bek']);
    expect(opened.map(({ aborted }) => aborted)).toEqual([false]);
    await host.allowOutside('room', ['bek']);
    expect(opened.map(({ aborted }) => aborted)).toEqual([true]);
    await host.openStream(MIC);
    expect(opened).toHaveLength(1);
  });

  it('is not promised to anybody', () => {
    const { host } = hostWith(true);
    expect([host.speech, host.outside]).toEqual([{}, { speech: { ru: 'box' }, translation: [] }]);
    const inside = hostWith(false).host;
    expect([inside.speech, inside.outside]).toEqual([{ ru: 'box' }, undefined]);
  });

  it('forgets the consent with the room', async () => {
    const { host, opened } = hostWith(true);
    await host.allowOutside('room', ['anna']);
    await host.closeRoom('room');
    host.openRoom('room', [], 0);
    await host.openStream(MIC);
    expect(opened).toHaveLength(0);
  });
});

it('an engine may expect what its room is about; one outside the hospital is not told of it', async () => {
  for (const [remote, words] of [
    [false, 'ru of room'],
    [true, 'ru of any'],
  ] as const) {
    const { host, told } = hostWith(remote);
    await host.allowOutside('room', ['anna']);
    await host.openStream(MIC);
    expect(told).toEqual([words]);
  }
});

it('tells of each engine whether it works, and how far it is behind', () => {
  const engines = (ok: boolean) => hostWith(false, ok).host.look(0);
  const figures = { engine: 'box', languages: ['ru'], delayMs: 0, level: 0 };
  expect(engines(true)).toEqual([{ ...figures, ok: true }]);
  expect(engines(false)).toEqual([{ ...figures, ok: false }]);
});
