import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { typedTime } from './typed.ts';

interface TimeFieldProps {
  /** '09:30', or '' while there is none. */
  value: string;
  onChange(time: string): void;
  label?: ReactNode;
  'aria-label'?: string;
  error?: ReactNode;
  required?: boolean;
  'data-testid'?: string;
}

/** A time of the day on a clock of 24 hours, whatever the browser's own field would show. */
export function TimeField({ value, onChange, error, ...rest }: TimeFieldProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string>();
  const [isAway, setAway] = useState(false);
  const isWrong = typed !== undefined && typed.trim() !== '' && value === '';
  return (
    <TextInput
      {...rest}
      inputMode="numeric"
      autoComplete="off"
      placeholder="09:30"
      value={typed ?? value}
      error={error || (isAway && isWrong && t('dates.unknownTime'))}
      onFocus={(event) => {
        setAway(false);
        event.currentTarget.select();
      }}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(typedTime(event.currentTarget.value) ?? '');
      }}
      onBlur={() => {
        setAway(true);
        if (!isWrong) setTyped(undefined);
      }}
    />
  );
}
