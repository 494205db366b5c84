import { describe, expect, it } from '@jest/globals';
import type { Language } from '@silkconsult/protocol';
import { loadKnowledge } from './knowledge.ts';
import type { DoubtfulLine } from './languageDoubt.ts';
import { LanguageDoubt } from './languageDoubt.ts';

const { otherLanguages } = loadKnowledge();

/** What is asked after each line, while captions listen for a language. */
function asked(
  listening: Language,
  lines: readonly DoubtfulLine[],
  written?: readonly Language[],
): string[] {
  const doubt = new LanguageDoubt((text) => otherLanguages(text, listening), written);
  return lines.map((line) => {
    const doubted = doubt.hear(line);
    return doubted ? (doubted.language ?? 'another') : '';
  });
}

const unsure = { text: 'Moaning potion mockery', confidence: 0.2 };
const sure = { text: 'Do you have a headache', confidence: 0.8 };

describe('a speaker is asked what they speak', () => {
  it('after three lines in a row of which the engine is not sure, and only once', () => {
    expect(asked('en', [unsure, unsure, unsure, unsure, unsure, unsure])).toEqual([
      ...['', '', 'another', '', '', ''],
    ]);
  });

  it('not when lines that were well heard come between', () => {
    expect(asked('en', [unsure, unsure, sure, unsure, unsure, sure])).toEqual(Array(6).fill(''));
  });

  it('not by single words, which are misheard in the right language too', () => {
    const word = { text: 'No', confidence: 0.1 };
    expect(asked('en', [word, word, word, word])).toEqual(['', '', '', '']);
    expect(asked('en', [unsure, word, unsure, unsure])).toEqual(['', '', '', 'another']);
  });

  it('not when the engine does not say how sure it is', () => {
    const text = 'Moaning potion mockery';
    expect(asked('en', [{ text }, { text }, { text }])).toEqual(['', '', '']);
  });

  it('by name, where the lines are written in letters of one other language', () => {
    const lines = (...texts: string[]) => texts.map((text) => ({ text }));
    const english = lines('I have a headache', 'since yesterday', 'no fever');
    expect(asked('zh-CN', english)[2]).toBe('another');
    expect(asked('zh-CN', english, ['zh-CN', 'en'])[2]).toBe('en');
    expect(asked('ru', lines('Менің басым ауырады', 'Үш күннен бері', 'Қызуым жоқ'))[2]).toBe('kk');
    expect(asked('en', lines('我头痛得很厉害', '从昨天开始的', '没有发烧'))[2]).toBe('zh-CN');
    expect(asked('ur', lines('بېشىم ئاغرىۋاتىدۇ', 'تۈنۈگۈندىن بېرى', 'كۆپ سۇ ئىچىڭ'))[2]).toBe(
      'ug',
    );
  });

  it('without a name, where the letters fit several languages', () => {
    const cyrillic = [{ text: 'Где у вас болит' }, { text: 'Примите воды' }, { text: 'Да, вода' }];
    expect(asked('en', cyrillic)[2]).toBe('another');
  });
});

it('a line with a drug in Latin letters, or of numbers, is in its own language', () => {
  expect(otherLanguages('Примите Ибупрофен 400 mg', 'ru')).toEqual([]);
  expect(otherLanguages('400', 'ru')).toEqual([]);
  expect(otherLanguages('', 'ru')).toEqual([]);
});
