import { NativeSelect } from '@mantine/core';
import type { Language } from '@silkconsult/protocol';
import { LANGUAGE_CODES, LANGUAGES } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import classes from './LanguageSelect.module.css';

interface LanguageSelectProps {
  label: string;
  value: Language;
  onChange(language: Language): void;
  hideLabel?: boolean;
  testId?: string;
  className?: string;
}

const OPTIONS = LANGUAGE_CODES.map((code) => ({ value: code, label: LANGUAGES[code].endonym }));

/** One of the eleven languages, each in its own letters. */
export function LanguageSelect(props: LanguageSelectProps) {
  const { t } = useTranslation();
  const { label, value, onChange, hideLabel, testId, className } = props;
  return (
    <NativeSelect
      className={className}
      classNames={{ input: classes.input }}
      label={hideLabel ? undefined : label}
      aria-label={hideLabel ? label : undefined}
      title={t(`languages.${value}`)}
      data-testid={testId}
      data={OPTIONS}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as Language)}
    />
  );
}
