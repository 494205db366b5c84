import { NativeSelect } from '@mantine/core';
import type { Language } from '@silkconsult/protocol';
import { LANGUAGE_CODES } from '@silkconsult/protocol';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface LanguageFieldProps {
  label: string;
  value: Language | null;
  error?: ReactNode;
  onChange(language: Language | null): void;
}

/** The language that somebody else speaks, named in the reader's language; may still be open. */
export function LanguageField({ label, value, error, onChange }: LanguageFieldProps) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      error={error}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        onChange(LANGUAGE_CODES.find((code) => code === chosen) ?? null);
      }}
    >
      <option value="">{t('requests.form.choose')}</option>
      {LANGUAGE_CODES.map((code) => (
        <option key={code} value={code}>
          {t(`languages.${code}`)}
        </option>
      ))}
    </NativeSelect>
  );
}
