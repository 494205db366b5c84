import { describe, expect, it } from '@jest/globals';
import type { CaptionSegment } from '@silkconsult/protocol';
import { LANGUAGE_CODES } from '@silkconsult/protocol';
import { loadGlossary } from '../glossary/index.ts';
import { ConsultTerms } from './consultTerms.ts';

const glossary = loadGlossary();

function line(change: Partial<CaptionSegment>): CaptionSegment {
  return {
    ...{ segmentId: 'a', seq: 1, roomId: 'room', speakerId: 'anna', revision: 1 },
    ...{ sourceRevision: 1, state: 'final', stableChars: 0, t0Ms: 0, t1Ms: 1, flags: [] },
    ...{ origin: 'recognizer', engine: 'x', language: 'ru', spokenLanguage: 'ru', text: '' },
    ...change,
  };
}

describe('the words that an engine may expect', () => {
  it.each(LANGUAGE_CODES)('are a bounded number of terms, in %s', (language) => {
    const words = new ConsultTerms(() => glossary).hotwords(language);
    expect(words.length).toBeGreaterThan(60);
    expect(words.length).toBeLessThanOrEqual(100);
    expect(new Set(words).size).toBe(words.length);
    const texts = new Set([...glossary.terms.values()].map(({ text }) => text[language]));
    expect(words.filter((word) => !texts.has(word))).toEqual([]);
    const letters = language === 'zh-CN' ? 2 : 4;
    expect(words.filter((word) => (word.match(/\p{L}/gu)?.length ?? 0) < letters)).toEqual([]);
  });

  it('begin with what the consult is about, in whatever language that was said', () => {
    const terms = new ConsultTerms(() => glossary);
    terms.hear(line({ text: 'У вас эхинококкоз печени' }));
    terms.hear(line({ text: '结核病', language: 'zh-CN', spokenLanguage: 'zh-CN' }));
    const [newest, ...older] = terms.hotwords('ky', 'room');
    expect(newest).toBe(
      [...glossary.terms.values()].find((t) => t.text.en === 'tuberculosis')?.text.ky,
    );
    const liver = glossary.terms.get('liver')?.text.ky;
    expect(older.slice(0, 2)).toContain(liver);
  });

  it('know nothing of partial lines, of translations, of other rooms and of rooms that are over', () => {
    const terms = new ConsultTerms(() => glossary);
    const usual = terms.hotwords('en');
    terms.hear(line({ text: 'эхинококкоз', state: 'partial' }));
    terms.hear(line({ text: 'эхинококкоз', spokenLanguage: 'ky' }));
    terms.hear(line({ text: 'эхинококкоз', roomId: 'another' }));
    expect(terms.hotwords('en', 'room')).toEqual(usual);
    expect(terms.hotwords('en', 'another')).not.toEqual(usual);
    terms.forget('another');
    expect(terms.hotwords('en', 'another')).toEqual(usual);
  });
});
