import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { CaptionSegment, Phrase } from '@silkconsult/protocol';
import { captionSegmentSchema, LANGUAGE_CODES, phraseSchema } from '@silkconsult/protocol';
import type { WordingOverlay } from '@silkconsult/protocol/wordings';
import { fillingsOf } from '../phrasebook/fillings.ts';
import { canSay, loadPhrasebook, renderPhrase } from '../phrasebook/index.ts';
import { Host } from './host.ts';
import { loadKnowledge } from './knowledge.ts';
import { Rooms } from './rooms.ts';

const book = loadPhrasebook();
const knowledge = loadKnowledge();
const comeBack: Phrase = {
  entryId: 'followUp.comeBack',
  fillings: { duration: { kind: 'counted', unit: 'week', count: 2 } },
};

function room(own = knowledge) {
  const roomId = randomUUID();
  const posted: CaptionSegment[] = [];
  const rooms = new Rooms({ ...own, post: (segment) => posted.push(segment) });
  rooms.open(roomId, ['zh-CN', 'ug', 'ru'], 0);
  const host = new Host(rooms, [], own.phrases);
  const say = (phrase: Phrase) =>
    host.sayPhrase({
      ...{ segmentId: randomUUID(), roomId, speakerId: randomUUID(), language: 'ru', phrase },
    });
  return { posted, say, host };
}

describe('a chosen sentence', () => {
  it("is in every language present, in the book's own words", () => {
    const { posted, say } = room();
    expect(say(comeBack)).toBe(true);
    expect(posted.map(({ language }) => language).sort()).toEqual(['ru', 'ug', 'zh-CN']);
    expect(new Set(posted.map(({ segmentId }) => segmentId)).size).toBe(1);
    for (const segment of posted) {
      expect(captionSegmentSchema.parse(segment)).toMatchObject({
        ...{ origin: 'phrasebook', state: 'final', flags: [], spokenLanguage: 'ru' },
        ...{ phrasebookVersion: book.version },
        text: renderPhrase(comeBack, segment.language, book),
      });
    }
  });

  it.each<[string, Phrase]>([
    ['is not in the book', { entryId: 'pain.nowhere', fillings: {} }],
    ['is a property of every object', { entryId: 'constructor', fillings: {} }],
    ['lacks a filling', { ...comeBack, fillings: {} }],
    ['has one too many', { entryId: 'allergy.any', fillings: comeBack.fillings }],
    [
      'is filled by another kind',
      { ...comeBack, fillings: { duration: { kind: 'listed', key: 'left' } } },
    ],
    [
      'has a unit that its slot does not know',
      { ...comeBack, fillings: { duration: { kind: 'counted', unit: 'drop', count: 2 } } },
    ],
    [
      'has a unit that is a property of every object',
      { ...comeBack, fillings: { duration: { kind: 'counted', unit: 'constructor', count: 2 } } },
    ],
  ])('that %s is refused and shown to nobody', (_case, phrase) => {
    const { posted, say } = room();
    expect(say(phrase)).toBe(false);
    expect(posted).toEqual([]);
  });

  it('may be any of the book, filled in any way that the protocol carries', () => {
    for (const entryId of book.entries.keys()) {
      for (const fillings of fillingsOf(entryId, book)) {
        const phrase = phraseSchema.parse({ entryId, fillings });
        expect(canSay(phrase, book)).toBe(true);
      }
    }
  });

  it('never shows a number that was not chosen: finer than hundredths is refused', () => {
    const fillings = { duration: { kind: 'counted', unit: 'day', count: 0.125 } };
    expect(phraseSchema.safeParse({ ...comeBack, fillings }).success).toBe(false);
    expect(phraseSchema.safeParse({ ...comeBack, entryId: '__proto__' }).success).toBe(false);
  });
});

describe('what a line may have been meant as', () => {
  const { host } = room();

  it('is offered in the words of the book, with the fillings of the line', () => {
    const [first] = host.suggestPhrases('take it befour meals', 'en');
    expect(first).toMatchObject({ entryId: 'medicine.beforeMeals', language: 'en' });
    expect(first?.text).toBe(book.entries.get('medicine.beforeMeals')?.text.en);
  });

  it('is nothing where the line is a sentence of the book, or like none', () => {
    expect(host.suggestPhrases('Do you have any allergies?', 'en')).toEqual([]);
    expect(host.suggestPhrases('My uncle had a farm near the river', 'en')).toEqual([]);
  });

  it('can be chosen as it was offered', () => {
    for (const language of LANGUAGE_CODES) {
      const text = renderPhrase(comeBack, language, book).replace(/[.。۔]$/u, '');
      for (const { entryId, fillings } of host.suggestPhrases(`${text} ok`, language))
        expect(canSay(phraseSchema.parse({ entryId, fillings }), book)).toBe(true);
    }
  });
});

describe('wordings that a site has changed', () => {
  const changed: WordingOverlay = {
    revision: { phrase: 4, term: 9 },
    addedTerms: [],
    wordings: [
      {
        ...{ kind: 'phrase', entryId: 'followUp.comeBack', language: 'ug', review: 'drafted' },
        wording: { text: '{duration} دىن كېيىن يەنە كېلىڭ.' },
      },
      {
        ...{ kind: 'term', entryId: 'liver', language: 'ru', review: 'reviewed' },
        wording: { text: 'печень', synonyms: ['печёнка'] },
      },
    ],
  };

  it('are in every line from then on, also in a room that is open, with the version of each', () => {
    const own = loadKnowledge();
    const { posted, say } = room(own);
    say(comeBack);
    own.lay(changed);
    say(comeBack);
    const uyghur = posted.filter(({ language }) => language === 'ug');
    expect(uyghur.map(({ phrasebookVersion }) => phrasebookVersion)).toEqual([
      book.version,
      `${book.version}+4`,
    ]);
    expect(uyghur[1]?.text).toBe('2 ھەپتە دىن كېيىن يەنە كېلىڭ.');
    expect(own.findTerms('печёнка болит', 'ru', 'en')[0]).toEqual({
      ...{ source: 'печёнка', target: 'liver' },
    });
    expect(own.glossaryVersion?.()).toMatch(/\+9$/);
  });

  it('change nothing when they do not fit the files that are here', () => {
    const own = loadKnowledge();
    own.lay(changed);
    const [wording] = changed.wordings;
    if (!wording) throw new Error('there is one');
    const lost = { ...wording, wording: { text: 'كېلىڭ.' } };
    expect(() => own.lay({ ...changed, wordings: [lost] })).toThrow(/followUp\.comeBack in ug/);
    expect(own.findTerms('печёнка', 'ru', 'en')).toHaveLength(1);
  });
});
