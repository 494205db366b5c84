import type { Language } from '@silkconsult/protocol';

/**
 * How a dictionary word of a language is found in running text: the shapes that it takes before an
 * ending, and the endings. A short word takes only the endings listed, because a short beginning
 * fits too many words ("ми", brain, would be found in "миллион").
 */
interface Inflection {
  /** Shapes beside the word itself: a softened consonant, a dropped vowel, a cut ending. */
  shapes?: (word: string) => readonly string[];
  /** Endings of a word of `shortest` letters or more. */
  ending: RegExp;
  /** Endings of a shorter word. */
  shortEnding: RegExp;
  shortest: number;
}

/** The endings that may follow one another: number, then possession, then case. */
function suffixes(...groups: string[]): RegExp {
  return new RegExp(`^${groups.map((group) => `(?:${group})?`).join('')}$`, 'u');
}

/** "жүрек" is "жүрег-" before a vowel; high vowels drop: "ауыз" is "ауз-". */
function softening(letters: Readonly<Record<string, string>>, highVowels: string) {
  const drop = new RegExp(`[${highVowels}]([нзлрnzlrنزلر])$`, 'u');
  return (word: string): string[] => {
    const soft = letters[word.at(-1) ?? ''];
    return [
      ...(soft && word.length > 3 ? [word.slice(0, -1) + soft] : []),
      ...(drop.test(word) && word.length > 3 ? [word.replace(drop, '$1')] : []),
    ];
  };
}

/** Uyghur "a" and "e" become "i" or "é" in an open last syllable: يۈرەك, يۈرىكى; باش, بېشى. */
function weakening(word: string): string[] {
  const last = /[اە](?=\p{L}?$)/u;
  if (word.length < 3) return [];
  if (!last.test(word)) return softening({}, 'ۇىۈ')(word);
  return [word.replace(last, 'ى'), word.replace(last, 'ې')];
}

const cut = (ending: RegExp, least: number) => (word: string) => {
  const stem = word.replace(ending, '');
  return stem !== word && stem.length >= least ? [stem] : [];
};

const open = /^.{1,10}$/u;

const INFLECTIONS: Record<Language, Inflection> = {
  en: {
    shapes: (word) => (word.endsWith('y') ? [`${word.slice(0, -1)}i`] : []),
    ending: /^e?s$/,
    shortEnding: /^e?s$/,
    shortest: 3,
  },
  'zh-CN': { ending: /^$/, shortEnding: /^$/, shortest: 1 },
  ru: {
    shapes: cut(/(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|[аяоеиыьйу])$/u, 2),
    ending: /^.{0,3}$/u,
    shortEnding: suffixes('ами|ями|[аяоы]ми?|ом|[её]м|[ое]в|[ое]й|ою|ью|[ая][мх]|[аяоеиыьую]'),
    shortest: 5,
  },
  kk: {
    shapes: softening({ к: 'г', қ: 'ғ', п: 'б' }, 'ыіұү'),
    ending: open,
    shortEnding: suffixes(
      '[лдт][ае]р',
      '[ыі]?(?:м|ң|ңыз|ңіз|мыз|міз)|с?[ыі]',
      '[ндт][ыі]ң|[ндт][ыі]|н|[ғгқк][ае]|н?[ае]|н?[дт][ае]н?|н[ае]н|[мбп]ен|н?[дт]а?ғы|н?[дт]е?гі',
    ),
    shortest: 5,
  },
  ky: {
    shapes: softening({ к: 'г', п: 'б' }, 'ыиуү'),
    ending: open,
    shortEnding: suffixes(
      '[лдт][аеоө]р',
      '[ыиуү]?(?:м|ң|ң[ыиуү]з|б[ыиуү]з)|с?[ыиуү]',
      '[ндт][ыиуү]н|[ндт][ыиуү]|н|[гк][аеоө]|н?[аеоө]|н?[дт][аеоө]н?|н[аеоө]н|н?[дт][аеоө]г[ыиуү]',
    ),
    shortest: 5,
  },
  uz: {
    shapes: softening({ k: 'g', q: 'gʻ' }, 'iu'),
    ending: open,
    shortEnding: suffixes('lar', 'i?(?:m|ng|ngiz|miz)|s?i', 'ning|ni|[gkq]a|dan?|dagi'),
    shortest: 5,
  },
  tk: {
    shapes: softening({ k: 'g', p: 'b', t: 'd', ç: 'j' }, 'yiuü'),
    ending: open,
    shortEnding: suffixes(
      'l[ae]r',
      '[yiuü]?(?:m|ň|ň[yi]z|m[yi]z)|s?[yiuü]',
      'n?[yiuü]ň|n[yi]|n|[gn]?[ae]|n?d[ae]n?|n?d[ae]k[yi]',
    ),
    shortest: 5,
  },
  ug: {
    shapes: weakening,
    ending: open,
    shortEnding: suffixes(
      'ل[اەى]ر',
      '[ىۇۈ]?(?:م|ڭ|ڭىز|مىز)|(?:س)?ى|ىسى',
      'نىڭ|نى|[غق]ا|[گك]ە|[دت][اە]|[دت]ىن|[دت]ىكى',
    ),
    shortest: 5,
  },
  tg: {
    // "бинӣ" is "бини-" before an ending.
    shapes: (word) => (word.endsWith('ӣ') ? [`${word.slice(0, -1)}и`] : []),
    ending: /^.{1,6}$/u,
    shortEnding: suffixes('ҳо|ён|гон', 'и|й|е|[ую]|[аи]?(?:м|т|ш)|[аи]?(?:мон|тон|шон)', 'ро'),
    shortest: 5,
  },
  mn: {
    // "үрэвсэл" is "үрэвсл-" before a vowel.
    shapes: (word) => [
      ...cut(/[аэоөуүий]$/u, 3)(word),
      ...(/[^аэоөи][аэоөи]\p{L}$/u.test(word) && word.length > 3
        ? [word.slice(0, -2) + word.at(-1)]
        : []),
    ],
    ending: /^.{0,6}$/u,
    shortEnding: suffixes(
      'н?[уү]{2}д',
      '[ыи]й?н|н[ыи]й?|н?[дт]|ы|н|[ыи]й?г|н?(?:аа|ээ|оо|өө)[срт]|т[аэо]й|[рл]уу|[рл]үү',
      'аа|ээ|оо|өө|минь|чинь|нь',
    ),
    shortest: 5,
  },
  ur: {
    shapes: cut(/[ہا]$/u, 3),
    ending: /^(?:.{1,2}|ات|یوں|یاں|ؤں|ئیں)?$/u,
    shortEnding: /^(?:وں|یں|ے|ی|یاں|یوں|ات)?$/u,
    shortest: 5,
  },
};

/** What a wording of the glossary is: a dictionary word, a declared beginning, or exactly this. */
export type WordingKind = 'word' | 'stem' | 'form';

/** The beginnings under which a word of the glossary must be looked for. */
export function shapesOf(word: string, kind: WordingKind, language: Language): readonly string[] {
  return kind === 'word' ? [word, ...(INFLECTIONS[language].shapes?.(word) ?? [])] : [word];
}

/** A test whether a said word is this word of the glossary; both are normalised tokens. */
export function matcherOf(
  word: string,
  kind: WordingKind,
  language: Language,
): (said: string) => boolean {
  const { ending, shortEnding, shortest } = INFLECTIONS[language];
  if (kind === 'form') return (said) => said === word;
  const allowed = kind === 'stem' || word.length >= shortest ? ending : shortEnding;
  const shapes = shapesOf(word, kind, language);
  return (said) =>
    said === word ||
    shapes.some((shape) => said.startsWith(shape) && allowed.test(said.slice(shape.length)));
}
