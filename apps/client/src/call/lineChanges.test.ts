import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CaptionSegment } from '@silkconsult/protocol';
import { beginCorrection, correctionKey, isOvertaken, waitsForInterpreter } from './corrections.ts';
import { LineChanges } from './lineChanges.ts';

const line = (change: Partial<CaptionSegment> = {}): CaptionSegment => ({
  ...{ segmentId: 's', seq: 1, roomId: 'r', speakerId: 'p', revision: 3, sourceRevision: 1 },
  ...{ spokenLanguage: 'en', language: 'ru', state: 'final', t0Ms: 1, t1Ms: 2, stableChars: 10 },
  ...{ text: 'Принимайте 15 мг.', origin: 'translator', engine: 'm', flags: [] },
  ...change,
});

describe('a correction', () => {
  it('begins with the words that stand there, and empty where nobody translated', () => {
    expect(beginCorrection(line()).words).toBe('Принимайте 15 мг.');
    expect(beginCorrection(line({ text: 'Take 50 mg.', flags: ['untranslated'] })).words).toBe('');
  });

  it('is overtaken by other words and by another source, not by ticks and doubts', () => {
    const correction = beginCorrection(line());
    const marked = line({
      revision: 5,
      readBack: { reasons: ['dose'], confirmedBy: 'p' },
      disputed: { by: 'p', language: 'ru' },
    });
    expect(isOvertaken(correction, marked)).toBe(false);
    expect(isOvertaken(correction, line({ revision: 4, text: 'Принимайте 50 мг.' }))).toBe(true);
    expect(isOvertaken(correction, line({ revision: 4, sourceChanged: true }))).toBe(true);
    const again = beginCorrection(line({ sourceChanged: true }));
    expect(isOvertaken(again, line({ sourceChanged: true }))).toBe(false);
  });

  it('is asked for again only where an interpreter wrote, not where a machine translates anew', () => {
    expect(waitsForInterpreter(line({ state: 'corrected', sourceChanged: true }))).toBe(true);
    expect(waitsForInterpreter(line({ sourceChanged: true }))).toBe(false);
    expect(waitsForInterpreter(line({ state: 'corrected' }))).toBe(false);
  });
});

describe('what an interpreter is writing', () => {
  let asked: unknown[];
  let heard: CaptionSegment[];
  let refuse: Error | undefined;
  let lines: LineChanges;
  beforeEach(() => {
    asked = [];
    heard = [];
    refuse = undefined;
    lines = new LineChanges({
      ask: async (name, data) => {
        asked.push({ name, data });
        if (refuse) throw refuse;
        return { segment: line({ revision: 4, state: 'corrected', text: 'Принимайте 50 мг.' }) };
      },
      onLine: (segment) => heard.push(segment),
    });
  });
  const written = () => lines.corrections.get()[correctionKey(line())];

  it('stays through a lost connection, and is gone when everybody has it', async () => {
    lines.begin(line());
    lines.write({ seen: line(), words: ' Принимайте 50 мг. ' });
    refuse = new Error('the connection was lost');
    const correction = written();
    if (!correction) throw new Error('nothing is being written');
    await expect(lines.correct(correction)).rejects.toBe(refuse);
    expect(written()?.words).toBe(' Принимайте 50 мг. ');
    refuse = undefined;
    await lines.correct(correction);
    expect(asked.at(-1)).toEqual({
      name: 'correctCaption',
      data: { segmentId: 's', language: 'ru', baseRevision: 3, text: 'Принимайте 50 мг.' },
    });
    expect(heard.at(-1)?.revision).toBe(4);
    expect(written()).toBeUndefined();
  });

  it('stays when it is opened once more, and when more is written while it is on its way', async () => {
    lines.begin(line());
    lines.write({ seen: line(), words: 'Принимайте 50' });
    lines.begin(line());
    expect(written()?.words).toBe('Принимайте 50');
    const sent = lines.correct({ seen: line(), words: 'Принимайте 50' });
    lines.write({ seen: line(), words: 'Принимайте 50 мг.' });
    await sent;
    expect(written()?.words).toBe('Принимайте 50 мг.');
  });

  it('is given up without a word to anybody', () => {
    lines.begin(line());
    lines.giveUp(beginCorrection(line()));
    expect([written(), asked]).toEqual([undefined, []]);
  });
});
