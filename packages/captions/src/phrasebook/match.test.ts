import { describe, expect, it } from '@jest/globals';
import { LANGUAGE_CODES, type Language } from '@silkconsult/protocol';
import { loadPhrasebook } from './book.ts';
import { fillingsOf } from './fillings.ts';
import { matchPhrase } from './match.ts';
import { renderPhrase, renderTemplate } from './render.ts';

const book = loadPhrasebook();
const match = (text: string, language: Language = 'en') => matchPhrase(text, language, book);

describe('an exact match', () => {
  it('overlooks capitals, punctuation, contractions and Unicode forms', () => {
    expect(match("  IT'S getting worse!! ")?.entryId).toBe('history.iAmWorse');
    expect(match('I can’t hear you')?.entryId).toBe('technical.cannotHear');
    expect(match('Вам становится хуже?'.normalize('NFD'), 'ru')?.entryId).toBe(
      'history.gettingWorse',
    );
    expect(match("Menda bosh og'rig'i yo'q", 'uz')?.entryId).toBe('history.noSymptom');
    // Urdu typed on an Arabic keyboard: ك and ي for ک and ی.
    expect(match('مجھے كھانسي ہے', 'ur')?.entryId).toBe('history.iHaveSymptom');
    expect(match('У меня ничего не болит', 'ru')?.entryId).toBe('pain.none');
  });

  it('reads numbers as words or digits, from zero to one hundred', () => {
    for (let n = 0; n <= 100; n += 1) {
      const level = match(`the pain is ${inWords(n)} out of ten`);
      expect(level?.slots).toEqual({ number: { kind: 'number', value: n } });
      expect(match(`the pain is ${n} out of 10`)?.slots).toEqual(level?.slots);
    }
    expect(match('your blood pressure is one hundred and twenty over eighty')?.slots).toEqual({
      number: { kind: 'number', value: 120 },
      number2: { kind: 'number', value: 80 },
    });
    expect(match('my temperature is thirty eight point five degrees')?.slots).toEqual({
      temperature: { kind: 'counted', unit: 'degree', count: 38.5 },
    });
  });

  it('reads number words of other languages', () => {
    const weeks = (count: number) => ({ duration: { kind: 'counted', unit: 'week', count } });
    expect(match('请在两周后再来', 'zh-CN')?.slots).toEqual(weeks(2));
    expect(match('请在十二个星期后再来', 'zh-CN')?.slots).toEqual(weeks(12));
    expect(match('Приходите снова через двадцать одну неделю', 'ru')?.slots).toEqual(weeks(21));
    expect(match('Он екі апта өткен соң қайта келіңіз', 'kk')?.slots).toEqual(weeks(12));
    expect(match('ئىككى ھەپتە ئۆتكەندىن كېيىن قايتا كېلىڭ', 'ug')?.slots).toEqual(weeks(2));
    expect(match('دو ہفتے بعد دوبارہ آئیں', 'ur')?.slots).toEqual(weeks(2));
    expect(match('۲ ہفتے بعد دوبارہ آئیں', 'ur')?.slots).toEqual(weeks(2));
  });

  it('renders the specialist’s dose for the patient', () => {
    const dose = match('Take two tablets three times a day.');
    expect(dose && renderPhrase(dose, 'zh-CN', book)).toBe('每天服用3次，每次2片。');
    expect(dose && renderPhrase(dose, 'ru', book)).toBe(
      'Принимайте 3 раза в день, 2 таблетки за приём.',
    );
    const once = match('take this medicine once a day');
    expect(once && renderPhrase(once, 'kk', book)).toBe('Бұл дәріні күніне 1 рет ішіңіз.');
  });
});

describe('a near match', () => {
  it('is accepted where only words without clinical content differ', () => {
    expect(match('so please do not drink alcohol with this medicine')).toMatchObject({
      entryId: 'medicine.noAlcohol',
      kind: 'near',
      distance: 2,
    });
    expect(match('does you have any allergies')).toMatchObject({
      entryId: 'allergy.any',
      kind: 'near',
    });
    expect(match('你今天哪里不舒服', 'zh-CN')?.entryId).toBe('history.problem');
    expect(match('Покажите, пожалуйста, где болит', 'ru')?.entryId).toBe('pain.showMe');
  });

  it('is refused beyond two light words or a third of the sentence', () => {
    expect(match('um so please take now a deep breath')).toBeNull();
    expect(match('um hold the breath')).toBeNull();
  });

  it('is refused where the whole sentence is one word', () => {
    expect(match('no')?.entryId).toBe('greeting.no');
    expect(match('so no')).toBeNull();
  });
});

describe('nothing is guessed', () => {
  it.each([
    'take one and a half tablets three times a day',
    'take two or three tablets three times a day',
    'take 1,000 tablets three times a day',
    'take -2 tablets three times a day',
    'take ½ tablets three times a day',
    'come back in two to three weeks',
    'come back in a few weeks',
    'come back in two weeks or three days',
    'your blood pressure is one twenty over eighty',
    'the pain is ten three out of ten',
    'the pain is 7 % out of ten',
    'are you sleeping',
    'i have had this been for three days',
    'you made an operation',
    'do you take votes than ours',
    'do you have pain in the left',
    'raise your left or right arm',
    'may i examine you no',
    '',
    '…?!',
  ])('%s', (line) => {
    expect(match(line)).toBeNull();
  });

  it('a statement typed with a full stop is not read as the question with the same words', () => {
    expect(match('Вы курите?', 'ru')?.entryId).toBe('history.smoke');
    expect(match('Вы курите.', 'ru')).toBeNull();
  });

  it.each([
    ['medicine.stop', 'medicine.doNotStop'],
    ['test.normal', 'test.notNormal'],
    ['surgery.needed', 'surgery.notNeeded'],
    ['consent.yes', 'consent.no'],
    ['greeting.yes', 'greeting.no'],
    ['history.gettingWorse', 'history.gettingBetter'],
    ['medicine.beforeMeals', 'medicine.afterMeals'],
    ['history.iHaveSymptom', 'history.noSymptom'],
  ])('%s and %s are never confused, in any language', (...ids) => {
    for (const language of LANGUAGE_CODES) {
      for (const id of ids) {
        for (const slots of fillingsOf(id, book)) {
          const text = renderPhrase({ entryId: id, slots }, language, book);
          expect(match(text, language)?.entryId).toBe(id);
        }
      }
    }
  });
});

describe.each(LANGUAGE_CODES)('a line with one word wrong, in %s', (language) => {
  const { tolerance } = book.index[language];
  // An oracle of its own: a line without its light words, exchangeable words made one.
  const pairs = [...tolerance.swaps].map((pair) => pair.split(' ') as [string, string]);
  const bare = (tokens: readonly string[]) =>
    tokens
      .map((word) => pairs.filter(([a]) => a === word).reduce((w, [, b]) => (b < w ? b : w), word))
      .filter(
        (word) =>
          !tolerance.light.has(word) &&
          !pairs.some(([a, b]) => a === word && tolerance.light.has(b)),
      )
      .join(' ');
  const lines = [...book.entries.keys()].flatMap((id) =>
    fillingsOf(id, book)
      .slice(0, 3)
      .map((slots) => {
        const text = renderPhrase({ entryId: id, slots }, language, book);
        return { id, slots, text, tokens: book.tokens(text, language) };
      }),
  );
  const vocabulary = [...new Set(lines.flatMap(({ tokens }) => tokens))];
  const random = seeded(20261122);

  /** Whatever is shown must be a wording of the book that differs in light words alone. */
  const check = (edited: string[]) => {
    const said = edited.join(' ');
    const found = match(said, language);
    if (found?.kind !== 'near') return;
    const entry = book.entries.get(found.entryId);
    const wordings = [entry?.text[language] ?? '', ...(entry?.variants[language] ?? [])];
    const says = wordings.some((wording) => {
      const text = renderTemplate(wording, found.slots, language, book);
      return bare(book.tokens(text, language)) === bare(edited);
    });
    if (!says) throw new Error(`"${said}" was guessed to be ${found.entryId}`);
  };

  it('is never shown as that line when a word with content is missing', () => {
    for (const line of lines) {
      line.tokens.forEach((_, at) => {
        check(line.tokens.toSpliced(at, 1));
      });
    }
  });

  it('is never shown as that line when a word with content is another one', () => {
    for (const line of lines) {
      line.tokens.forEach((word, at) => {
        for (let round = 0; round < 3; round += 1) {
          const other = vocabulary[Math.floor(random() * vocabulary.length)] ?? '';
          if (other !== word) check(line.tokens.toSpliced(at, 1, other));
        }
      });
    }
  });

  it('is never shown as that line when a word with content is added', () => {
    for (const line of lines) {
      for (let at = 0; at <= line.tokens.length; at += 1) {
        const other = vocabulary[Math.floor(random() * vocabulary.length)] ?? '';
        check(line.tokens.toSpliced(at, 0, other));
      }
    }
  });

  it('keeps every number, side, body part and symptom that was said', () => {
    for (const id of book.entries.keys()) {
      const shown = fillingsOf(id, book).map((slots) => {
        const found = match(renderPhrase({ entryId: id, slots }, language, book), language);
        return JSON.stringify(Object.entries(found?.slots ?? {}).sort());
      });
      expect(new Set(shown).size).toBe(shown.length);
    }
  });
});

function inWords(n: number): string {
  const small =
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
      ' ',
    );
  const tens = '0 1 twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
  if (n === 100) return 'one hundred';
  if (n < 20) return small[n] ?? '';
  return [tens[Math.floor(n / 10)], n % 10 ? small[n % 10] : ''].join(' ').trim();
}

/** A small seeded generator (mulberry32), so that a failing line fails again. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
