import '@mantine/core/styles/Popover.layer.css';
import { Popover, TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plainDate } from '../../time/format.ts';
import classes from './DateField.module.css';
import { MonthGrid } from './MonthGrid.tsx';
import { typedDate } from './typed.ts';

interface DateFieldProps {
  /** '2026-12-05', or '' while there is none. */
  value: string;
  onChange(day: string): void;
  label?: ReactNode;
  'aria-label'?: string;
  error?: ReactNode;
  required?: boolean;
  /** The first and the last day that can be chosen. */
  min?: string;
  max?: string;
  'data-testid'?: string;
  'data-autofocus'?: boolean;
}

/**
 * A day, typed or chosen, in the reader's language: the browser's own field speaks the browser's, and
 * who reads Uyghur on an English machine would meet "mm/dd/yyyy". The page's texts need `dates`.
 */
export function DateField({ value, onChange, min, max, error, ...rest }: DateFieldProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string>();
  const [isOpen, setOpen] = useState(false);
  const allowed = (day: string) => (!min || day >= min) && (!max || day <= max);
  const type = (text: string) => {
    setTyped(text);
    const day = typedDate(text);
    if (text.trim() === '') onChange('');
    else if (day && allowed(day)) onChange(day);
    else if (value) onChange('');
  };
  const isWrong = typed !== undefined && typed.trim() !== '' && value === '';
  const settled = !isOpen && isWrong;
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-start"
      trapFocus
      returnFocus
      // The button tells whether it is open; a plain field must not.
      withRoles={false}
    >
      <Popover.Target>
        <TextInput
          {...rest}
          autoComplete="off"
          placeholder={t('dates.example')}
          value={typed ?? (value && plainDate(t, value))}
          error={error || (settled && t('dates.unknown'))}
          onFocus={() => typed === undefined && value && setTyped(value)}
          onChange={(event) => type(event.currentTarget.value)}
          onBlur={() => !isWrong && setTyped(undefined)}
          rightSectionPointerEvents="all"
          rightSection={
            <button
              type="button"
              className={classes.open}
              aria-label={t('dates.choose')}
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              <IconCalendar size={18} stroke={1.75} aria-hidden />
            </button>
          }
        />
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown}>
        <MonthGrid
          value={value}
          min={min}
          max={max}
          onChoose={(day) => {
            setTyped(undefined);
            onChange(day);
            setOpen(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
