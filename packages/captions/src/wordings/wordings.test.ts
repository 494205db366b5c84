import { describe, expect, it } from '@jest/globals';
import type { Language } from '@silkconsult/protocol';
import type { Wording, WordingKind, WordingOverlay } from '@silkconsult/protocol/wordings';
import { NO_OVERLAY } from '@silkconsult/protocol/wordings';
import { compileGlossary, findTerms } from '../glossary/glossary.ts';
import { compilePhrasebook } from '../phrasebook/book.ts';
import { exactPhrase } from '../phrasebook/match.ts';
import { renderPhrase } from '../phrasebook/render.ts';
import { faultOf, layOn, readShipped } from './index.ts';

const shipped = readShipped();

function overlay(
  ...changes: [kind: WordingKind, entryId: string, language: Language, wording: Wording][]
): WordingOverlay {
  return {
    ...NO_OVERLAY,
    revision: { phrase: 3, term: 5 },
    wordings: changes.map(([kind, entryId, language, wording]) => ({
      ...{ kind, entryId, language, wording },
      review: 'drafted',
    })),
  };
}

describe('laid on the shipped files, an overlay', () => {
  it('changes nothing when there is nothing in it, not even the versions', () => {
    expect(layOn(shipped, NO_OVERLAY)).toEqual(shipped);
  });

  it('changes one wording in one language, its review state, and the version of each file', () => {
    const text = 'Где у вас боль?';
    const data = layOn(shipped, overlay(['phrase', 'pain.where', 'ru', { text }]));
    const book = compilePhrasebook(data);
    expect(book.version).toBe(`${shipped.phrasebook.version}+3`);
    expect(data.glossary.version).toBe(`${shipped.glossary.version}+5`);
    expect(renderPhrase({ entryId: 'pain.where', fillings: {} }, 'ru', book)).toBe(text);
    expect(exactPhrase(text, 'ru', book)?.entryId).toBe('pain.where');
    const before = shipped.phrasebook.entries.find(({ id }) => id === 'pain.where');
    expect(book.entries.get('pain.where')).toMatchObject({
      text: { ...before?.text, ru: text },
      review: { ru: 'drafted' },
    });
    // A variant that the new wording does not list is gone.
    expect(book.entries.get('pain.where')?.variants.ru).toBeUndefined();
  });

  it('adds a term that has two languages so far, and is found in these', () => {
    const added: WordingOverlay = {
      ...overlay(
        ['term', 'kumisCure', 'ru', { text: 'кумысолечение', synonyms: ['лечение кумысом'] }],
        ['term', 'kumisCure', 'ug', { text: 'قىمىز شىپاسى' }],
      ),
      addedTerms: [{ id: 'kumisCure', domain: 'traditional' }],
    };
    const data = layOn(shipped, added);
    const glossary = compileGlossary(data.glossary);
    const [hit] = findTerms('Помогло лечение кумысом.', 'ru', glossary);
    expect(hit).toMatchObject({
      termId: 'kumisCure',
      translations: { ug: 'قىمىز شىپاسى' },
    });
    expect(hit?.translations.kk).toBeUndefined();
    expect(faultOf('term', data, 'ug')).toBeUndefined();
  });

  it('does not bring back an entry that the files no longer have', () => {
    const data = layOn(shipped, overlay(['phrase', 'pain.gone', 'ru', { text: 'Где?' }]));
    expect(data.phrasebook.entries).toEqual(shipped.phrasebook.entries);
  });
});

describe('a faulty wording is named with its entry, language and reason', () => {
  const faulty: Record<string, [WordingKind, string, Language, Wording, object]> = {
    'a slot lost': [
      ...(['phrase', 'followUp.comeBack', 'ru'] as const),
      { text: 'Приходите снова.' },
      { code: 'slotsDiffer', entryId: 'followUp.comeBack', detail: 'duration' },
    ],
    'a form that nobody wrote': [
      ...(['phrase', 'pain.side', 'ru'] as const),
      { text: 'Болит {side:dative}.' },
      { code: 'unknownForm', detail: 'dative for {side}' },
    ],
    'a lone brace': [
      ...(['phrase', 'pain.where', 'kk'] as const),
      { text: 'Қай жеріңіз {ауырады?' },
      { code: 'strayBrace' },
    ],
    'the words of another sentence, as a variant': [
      ...(['phrase', 'pain.where', 'en'] as const),
      { text: 'Where does it hurt?', variants: ['Good morning.'] },
      { code: 'sameAs', detail: 'greeting.goodMorning' },
    ],
    'letters of a neighbour': [
      ...(['phrase', 'pain.where', 'ky'] as const),
      { text: 'Кай жериңиз ооруйт қазір?' },
      { code: 'strangeLetters', entryId: 'pain.where', language: 'ky', detail: 'қазір' },
    ],
    'no letters at all': [
      ...(['term', 'heart', 'ru'] as const),
      { text: '–' },
      { code: 'unreadable', entryId: 'heart' },
    ],
    'the word of another term': [
      ...(['term', 'liver', 'ru'] as const),
      { text: 'сердце' },
      { code: 'sameAs', entryId: 'liver', detail: 'heart' },
    ],
    'a term in Latin letters where the language has its own': [
      ...(['term', 'liver', 'ru'] as const),
      { text: 'pechen' },
      { code: 'strangeLetters', detail: 'pechen' },
    ],
    'an inflected form of another term': [
      ...(['term', 'liver', 'ru'] as const),
      { text: 'печень', synonyms: ['сердца'] },
      { code: 'hidden' },
    ],
  };
  it.each(Object.entries(faulty))('%s', (_, [kind, entryId, language, wording, fault]) => {
    const data = layOn(shipped, overlay([kind, entryId, language, wording]));
    expect(faultOf(kind, data, language)).toMatchObject(fault);
  });

  it('a sentence that takes the place of another when it is read', () => {
    // It is "Does your {bodyPart} hurt?" as well, and a doubt is no match.
    const text = 'Does your knee hurt?';
    const data = layOn(shipped, overlay(['phrase', 'pain.where', 'en', { text }]));
    expect(faultOf('phrase', data, 'en')?.code).toBe('misread');
  });
});
