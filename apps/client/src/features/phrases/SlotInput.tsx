import { NativeSelect, TextInput } from '@mantine/core';
import { AHEAD_UNITS, NAMED_DAYS } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { amountOf, type Draft, nounFor, ON_DATE } from './fill.ts';
import classes from './Phrases.module.css';
import { slotTypeOf } from './search.ts';
import type { PhraseSheet } from './sheet.ts';

interface SlotInputProps {
  slot: string;
  sheet: PhraseSheet;
  draft: Draft;
  onChange(draft: Draft): void;
}

interface Option {
  value: string;
  label: string;
}

/** The field or two that fill a slot: a word of a list, a number, a number with a unit, a date. */
export function SlotInput({ slot, sheet, draft, onChange }: SlotInputProps) {
  const { t } = useTranslation();
  const type = slotTypeOf(slot);
  const label = t(`phrases.slots.${type}`);
  const units = Object.entries(sheet.counted[type] ?? {});
  const words = Object.entries(sheet.lists[type] ?? {});
  const field = { slot, label, draft, onChange };
  if (type === 'number') return <Amount {...field} />;
  if (type === 'date') return <DateChoice sheet={sheet} {...field} />;
  if (units.length === 0) {
    const options = words.map(([value, word]) => ({ value, label: word }));
    return <Choice options={options} {...field} />;
  }
  const options = units.map(([value, plurals]) => ({
    value,
    label: nounFor(plurals, draft.text, sheet.language),
  }));
  return (
    <span className={classes.pair}>
      <Amount {...field} />
      {options.length === 1 ? (
        <span>{options[0]?.label}</span>
      ) : (
        <Choice options={options} {...field} label={t('phrases.unit')} />
      )}
    </span>
  );
}

interface FieldProps {
  slot: string;
  label: string;
  draft: Draft;
  onChange(draft: Draft): void;
}

function Amount({ slot, label, draft, onChange }: FieldProps) {
  return (
    <TextInput
      size="sm"
      className={classes.amount}
      inputMode="decimal"
      dir="ltr"
      maxLength={8}
      aria-label={label}
      placeholder={label}
      aria-invalid={draft.text !== '' && amountOf(draft.text) === undefined}
      value={draft.text}
      onChange={(event) => onChange({ ...draft, text: event.currentTarget.value })}
      data-testid={`slot-${slot}`}
    />
  );
}

function Choice({ slot, label, draft, onChange, options }: FieldProps & { options: Option[] }) {
  return (
    <NativeSelect
      size="sm"
      aria-label={label}
      value={draft.choice}
      onChange={(event) => onChange({ ...draft, choice: event.currentTarget.value })}
      data={[{ value: '', label }, ...options]}
      data-testid={`slot-${slot}-choice`}
    />
  );
}

function DateChoice({ sheet, ...field }: FieldProps & { sheet: PhraseSheet }) {
  const { t } = useTranslation();
  const { slot, label, draft, onChange } = field;
  const options = [
    ...NAMED_DAYS.map((day) => ({ value: day, label: sheet.days[day] ?? '' })),
    ...AHEAD_UNITS.map((unit) => ({
      value: unit,
      label: nounFor(sheet.ahead[unit] ?? {}, draft.text, sheet.language).replace('{count}', '…'),
    })),
    { value: ON_DATE, label: t('phrases.onDate') },
  ];
  const ahead = AHEAD_UNITS.some((unit) => unit === draft.choice);
  return (
    <span className={classes.pair}>
      <Choice
        {...field}
        options={options}
        onChange={({ choice }) => onChange({ text: '', choice })}
      />
      {ahead && <Amount {...field} label={t('phrases.slots.number')} />}
      {draft.choice === ON_DATE && (
        <TextInput
          size="sm"
          type="date"
          aria-label={label}
          value={draft.text}
          onChange={(event) => onChange({ ...draft, text: event.currentTarget.value })}
          data-testid={`slot-${slot}-date`}
        />
      )}
    </span>
  );
}
