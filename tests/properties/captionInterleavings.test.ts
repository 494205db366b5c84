import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from '@jest/globals';
import type { CaptionSegment, Language } from '@silkconsult/protocol';
import fc from 'fast-check';
import { CaptionBook } from '../../apps/client/src/call/captions.ts';
import { CaptionBoard } from '../../apps/signaling/src/rooms/captionBoard.ts';
import { readsSegment } from '../../apps/signaling/src/rooms/rules.ts';

const SPOKEN: Language = 'en';
const READERS = ['ru', 'zh-CN', 'ug'] as const;
const ROOM = randomUUID();
const INTERPRETER = randomUUID();
const AT = new Date('2026-11-22T10:00:00Z');

/** A choice of what happens next, out of a tape that fast-check writes and shortens. */
class Tape {
  #at = 0;
  readonly #choices: readonly number[];
  constructor(choices: readonly number[]) {
    this.#choices = choices;
  }
  below(count: number): number {
    return (this.#choices[this.#at++ % this.#choices.length] ?? 0) % count;
  }
  take<T>(from: T[]): T | undefined {
    return from.splice(this.below(from.length || 1), 1)[0];
  }
}

function machineLine(change: Partial<CaptionSegment>): CaptionSegment {
  return {
    ...{ segmentId: 's', seq: 1, roomId: ROOM, speakerId: ROOM, spokenLanguage: SPOKEN },
    ...{ language: SPOKEN, revision: 1, sourceRevision: 1, state: 'final', text: '' },
    ...{ stableChars: 0, t0Ms: 1, t1Ms: 2, origin: 'recognizer', engine: 'x', flags: [] },
    ...change,
  };
}

/** First as spoken, then the translation that took longer. */
function translations(source: CaptionSegment, languages: readonly Language[]): CaptionSegment[] {
  const { readBack: _, correctedBy: __, ...plain } = source;
  return languages.flatMap((language) => [
    { ...plain, language, state: 'final', flags: ['untranslated'] },
    {
      ...{ ...plain, language, state: 'final', origin: 'translator', flags: [] },
      ...{ revision: plain.revision + 1, text: `${language}: ${plain.text}` },
    },
  ]);
}

/** What the host says of an utterance, were nobody to correct it: it even hears it anew. */
function spoken(id: string): CaptionSegment[] {
  const line = (revision: number, change: Partial<CaptionSegment>) =>
    machineLine({
      segmentId: id,
      seq: id === 'a' ? 1 : 2,
      revision,
      sourceRevision: revision,
      ...change,
    });
  const heard = line(3, { text: 'take five', readBack: { reasons: ['dose'] } });
  const reheard = line(5, { text: 'take nine', readBack: { reasons: ['dose'] } });
  return [
    ...[line(1, { state: 'partial', text: 'ta' }), line(2, { state: 'partial', text: 'take' })],
    ...[heard, ...translations(heard, READERS), reheard, ...translations(reheard, READERS)],
  ];
}

/** jest's own assertions are too slow for half a million of them. */
function holds(rule: string, fact: boolean): void {
  if (!fact) throw new Error(`does not hold: ${rule}`);
}

/** The room, its readers and everything that is still on its way to the one or the others. */
class World {
  readonly board = new CaptionBoard();
  readonly books = new Map(READERS.map((reader) => [reader, new CaptionBook()]));
  readonly toBoard: CaptionSegment[] = [...spoken('a'), ...spoken('b')];
  readonly toReaders = READERS.map((reader) => ({ reader, segments: [] as CaptionSegment[] }));
  readonly #told = new Map<string, CaptionSegment>();
  readonly #history = new Map<string, CaptionSegment[]>();

  tell(segments: readonly CaptionSegment[], byInterpreter?: Language): void {
    for (const segment of segments) {
      const key = `${segment.segmentId} ${segment.language}`;
      const before = this.#told.get(key);
      if (segment.state !== 'partial') {
        if (before) holds('the revision goes up', segment.revision > before.revision);
        if (before?.state === 'corrected' && segment.language !== byInterpreter) {
          const { state, text } = segment;
          holds('locked words stay', state === 'corrected' && text === before.text);
        }
        this.#told.set(key, segment);
        this.#history.set(key, [...(this.#history.get(key) ?? []), segment]);
      }
      for (const { reader, segments: waiting } of this.toReaders)
        if (readsSegment(segment, reader)) waiting.push(segment);
    }
  }

  correct(segmentId: string, language: Language, baseRevision: number, text: string): void {
    const before = this.#told.get(`${segmentId} ${language}`);
    const change = this.board.correct({ segmentId, language, baseRevision }, text, INTERPRETER);
    if (change.outcome !== 'done') {
      if (change.outcome === 'stale')
        holds('the current words come back', isDeepStrictEqual(change.current, before));
      return;
    }
    const seen = this.#history
      .get(`${segmentId} ${language}`)
      ?.findLast(({ revision }) => revision <= baseRevision);
    holds('only words that were seen are corrected', seen?.text === before?.text);
    this.tell(change.told, language);
    const { current } = change;
    this.toBoard.push({ ...current, readBack: { reasons: ['side'] } });
    if (language !== SPOKEN) return;
    const locked = this.board.lockedLanguages(segmentId);
    const open = READERS.filter((reader) => !locked.includes(reader));
    this.toBoard.push(...translations(current, open));
  }
}

function step(world: World, tape: Tape, round: number): void {
  const segmentId = 'ab'.charAt(tape.below(2));
  const language = [SPOKEN, ...READERS][tape.below(4)] ?? SPOKEN;
  const seen = { segmentId, language, baseRevision: tape.below(9) };
  switch (tape.below(8)) {
    case 0:
      world.correct(segmentId, language, seen.baseRevision, `words ${round}`);
      break;
    case 1: {
      const tick = tape.below(3) > 0 ? { by: INTERPRETER, at: AT } : undefined;
      const change = world.board.confirm(seen, tick);
      if (change.outcome === 'done') world.tell(change.told);
      break;
    }
    case 2: {
      const change = world.board.dispute(seen, tape.below(3) > 0 ? INTERPRETER : undefined);
      if (change.outcome === 'done') world.tell(change.told);
      break;
    }
    case 3:
    case 4: {
      const way = world.toReaders[tape.below(READERS.length)];
      const segment = way && tape.take(way.segments);
      if (segment) world.books.get(way.reader)?.add(segment);
      break;
    }
    default: {
      const segment = tape.take(world.toBoard);
      if (segment) world.tell(world.board.take(segment));
    }
  }
}

/** Everything arrives in the end, in whatever order, some of it twice. */
function deliverAll(world: World, tape: Tape): void {
  while (world.toBoard.length > 0) {
    const segment = tape.take(world.toBoard);
    if (segment) world.tell(world.board.take(segment));
  }
  for (const { reader, segments } of world.toReaders) {
    while (segments.length > 0) {
      const segment = tape.take(segments);
      if (!segment) continue;
      world.books.get(reader)?.add(segment);
      if (tape.below(8) === 0) world.books.get(reader)?.add(segment);
    }
  }
}

it('every order of recognition, translation and correction ends with the same lines everywhere, the locked ones untouched', () => {
  let corrected = 0;
  const choices = fc.array(fc.nat(5039), { minLength: 30, maxLength: 90 });
  fc.assert(
    fc.property(choices, (tape) => {
      const world = new World();
      const choose = new Tape(tape);
      for (let round = 0; round < tape.length / 2; round++) step(world, choose, round);
      deliverAll(world, choose);
      for (const reader of READERS) {
        const late = new CaptionBook();
        const lines = world.board.linesFor(reader);
        for (const segment of lines) late.add(segment);
        const seen = world.books.get(reader)?.lines(reader);
        holds(
          'who was there and who comes late read the same',
          isDeepStrictEqual(seen, late.lines(reader)),
        );
        for (const { shown, source } of late.lines(reader)) {
          if (shown.state === 'corrected') corrected += 1;
          else {
            holds('it translates this source', shown.text === `${reader}: ${source?.text}`);
            holds('nobody is asked to look again', shown.sourceChanged === undefined);
          }
        }
      }
    }),
    { numRuns: 10_000 },
  );
  expect(corrected).toBeGreaterThan(1000);
});
