import type { Language, SlotValue } from '@silkconsult/protocol';
import { compileDates, type DateIndex, dateSpansAt, renderDate } from './dates.ts';
import { isNumberToken } from './numbers.ts';
import type { SlotsData } from './schema.ts';

export type { SlotValue } from '@silkconsult/protocol';

/** A slot value found in a line: `length` tokens from where it was looked for. */
export interface SlotSpan {
  slotType: string;
  value: SlotValue;
  length: number;
  /** Where only some grammatical forms read so: whether this one does. Absent: all of them. */
  standsIn?(form: string | undefined): boolean;
}

interface Surface {
  slotType: string;
  key: string;
  tokens: string[];
  standsIn?(form: string | undefined): boolean;
}

/** Every wording of every slot value in one language, indexed by its first token. */
export interface SlotLexicon {
  listed: ReadonlyMap<string, Surface[]>;
  units: ReadonlyMap<string, Surface[]>;
  /** One-word counts such as "twice". */
  words: ReadonlyMap<string, { slotType: string; key: string; count: number }>;
  dates: DateIndex;
  /** Words of slots and numbers: they may never be overlooked. */
  protectedTokens: ReadonlySet<string>;
}

/** The slot's type: `number2` in a sentence is a second `number`. */
export function slotTypeOf(name: string): string {
  return name.replace(/\d+$/, '');
}

/** @throws Error naming the slot and the wording when one wording would mean two values. */
export function compileLexicon(
  data: SlotsData,
  language: Language,
  tokens: (line: string) => string[],
): SlotLexicon {
  const listed = new Map<string, Surface[]>();
  const units = new Map<string, Surface[]>();
  const words = new Map<string, { slotType: string; key: string; count: number }>();
  const protectedTokens = new Set<string>();
  const taken = new Map<string, Surface>();

  const add = (
    to: Map<string, Surface[]>,
    ...[slotType, key, wording, standsIn]: [string, string, string, Surface['standsIn']?]
  ) => {
    const surface = tokens(wording);
    const [first] = surface;
    if (!first) throw new Error(`slots.json: ${slotType}.${key} in ${language} has no letters`);
    const id = `${slotType}: ${surface.join(' ')}`;
    const owner = taken.get(id);
    if (owner?.key === key) {
      const { standsIn: before } = owner;
      owner.standsIn = before && standsIn && ((form) => before(form) || standsIn(form));
      return;
    }
    if (owner) {
      throw new Error(
        `slots.json: "${wording}" (${language}) means both ${slotType}.${owner.key} and ${slotType}.${key}`,
      );
    }
    const added: Surface = { slotType, key, tokens: surface, standsIn };
    taken.set(id, added);
    if (surface.length === 1) protectedTokens.add(first);
    const known = to.get(first);
    if (known) known.push(added);
    else to.set(first, [added]);
  };

  for (const [slotType, values] of Object.entries(data.lists)) {
    for (const [key, value] of Object.entries(values)) {
      const { text, forms, aliases } = value[language];
      add(listed, slotType, key, text, (form) => form === undefined || !(form in forms));
      for (const [name, wording] of Object.entries(forms)) {
        add(listed, slotType, key, wording, (form) => form === name);
      }
      for (const wording of aliases) add(listed, slotType, key, wording);
    }
  }
  for (const [slotType, values] of Object.entries(data.counted)) {
    for (const [key, value] of Object.entries(values)) {
      const unit = value[language];
      for (const wording of [...Object.values(unit.plural), ...unit.aliases]) {
        if (wording) add(units, slotType, key, wording);
      }
      for (const [word, count] of Object.entries(unit.words)) {
        words.set(tokens(word).join(' '), { slotType, key, count });
      }
    }
  }
  for (const word of Object.keys(data.numberWords[language]?.words ?? {})) {
    protectedTokens.add(word);
  }
  return {
    listed,
    units,
    words,
    dates: compileDates(data.dates[language], tokens),
    protectedTokens,
  };
}

/** Every slot value that begins at this token. */
export function spansAt(
  line: readonly string[],
  at: number,
  lexicon: SlotLexicon,
  language: Language,
): SlotSpan[] {
  const token = line[at];
  if (token === undefined) return [];
  const spans: SlotSpan[] = [];
  const startsWith = (tokens: readonly string[], from: number) =>
    tokens.every((expected, i) => line[from + i] === expected);

  if (isNumberToken(token)) {
    spans.push({ slotType: 'number', value: { kind: 'number', value: Number(token) }, length: 1 });
  }
  for (const { slotType, key, tokens, standsIn } of lexicon.listed.get(token) ?? []) {
    if (startsWith(tokens, at)) {
      spans.push({ slotType, value: { kind: 'listed', key }, length: tokens.length, standsIn });
    }
  }
  for (const { value, length } of dateSpansAt(line, at, lexicon.dates, (t) =>
    countAt(t, language),
  )) {
    spans.push({ slotType: 'date', value, length });
  }
  const count = countAt(token, language);
  if (count !== undefined) {
    for (const { slotType, key, tokens } of lexicon.units.get(line[at + 1] ?? '') ?? []) {
      if (startsWith(tokens, at + 1)) {
        const value = { kind: 'counted', unit: key, count } as const;
        spans.push({ slotType, value, length: tokens.length + 1 });
      }
    }
  }
  const word = lexicon.words.get(token);
  if (word) {
    const value = { kind: 'counted', unit: word.key, count: word.count } as const;
    spans.push({ slotType: word.slotType, value, length: 1 });
  }
  return spans;
}

/** Whether a slot of a sentence may be filled by what was found. */
export function fills(span: SlotSpan, slot: { slotType: string; form: string | undefined }) {
  return span.slotType === slot.slotType && (span.standsIn?.(slot.form) ?? true);
}

/** "a week" is one week: English alone counts with its article. */
function countAt(token: string | undefined, language: Language): number | undefined {
  if (isNumberToken(token)) return Number(token);
  return language === 'en' && (token === 'a' || token === 'an') ? 1 : undefined;
}

const formatters = new Map<Language, { plural: Intl.PluralRules; number: Intl.NumberFormat }>();

function formatterOf(language: Language) {
  let formatter = formatters.get(language);
  if (!formatter) {
    formatter = {
      plural: new Intl.PluralRules(language),
      number: new Intl.NumberFormat(language, {
        useGrouping: false,
        maximumFractionDigits: 2,
        numberingSystem: 'latn',
      }),
    };
    formatters.set(language, formatter);
  }
  return formatter;
}

/**
 * A slot value in words of a language, in the grammatical form its sentence asks for.
 *
 * @throws Error when the data has no such value or form (caught for the shipped data at load).
 */
export function renderSlot(
  slotType: string,
  value: SlotValue,
  form: string | undefined,
  language: Language,
  data: SlotsData,
): string {
  const { plural, number } = formatterOf(language);
  if (value.kind === 'number') return number.format(value.value);
  if (value.kind === 'listed') {
    const listed = data.lists[slotType]?.[value.key]?.[language];
    const text = form ? (listed?.forms[form] ?? listed?.text) : listed?.text;
    if (!text) throw new Error(`no ${slotType}.${value.key} in ${language}`);
    return text;
  }
  if (value.kind !== 'counted') {
    return renderDate(value, data.dates[language], { plural, number });
  }
  const unit = data.counted[slotType]?.[value.unit]?.[language];
  if (!unit) throw new Error(`no ${slotType}.${value.unit} in ${language}`);
  const word = Object.entries(unit.words).find(([, count]) => count === value.count)?.[0];
  if (word) return word;
  const noun = unit.plural[plural.select(value.count)] ?? unit.plural.other;
  return `${number.format(value.count)}${language === 'zh-CN' ? '' : ' '}${noun}`;
}
