import { Button, NativeSelect, TextInput } from '@mantine/core';
import { COUNTRIES } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { DateField } from '../../ui/date/DateField.tsx';
import classes from './AgreementsPage.module.css';
import type { CredentialFields } from './fields.ts';

interface CredentialsFieldProps {
  credentials: CredentialFields[];
  errorAt(index: number): boolean;
  onChange(credentials: CredentialFields[]): void;
}

/** What allows the advice, country by country, each with its last day. */
export function CredentialsField({ credentials, errorAt, onChange }: CredentialsFieldProps) {
  const { t } = useTranslation();
  const update = (index: number, change: Partial<CredentialFields>) =>
    onChange(credentials.map((one, at) => (at === index ? { ...one, ...change } : one)));
  return (
    <fieldset className={classes.credentials}>
      <legend>{t('agreements.form.credential')}</legend>
      {credentials.map((one, index) => (
        <div key={one.key} className={classes.row}>
          <NativeSelect
            label={t('agreements.form.country')}
            value={one.country}
            onChange={(event) => update(index, { country: event.currentTarget.value })}
          >
            {COUNTRIES.map((code) => (
              <option key={code} value={code}>
                {t(`agreements.country.${code}`)}
              </option>
            ))}
          </NativeSelect>
          <TextInput
            label={t('agreements.form.credentialText')}
            maxLength={300}
            value={one.text}
            error={errorAt(index) && t('agreements.form.invalid')}
            onChange={(event) => update(index, { text: event.currentTarget.value })}
          />
          <DateField
            label={t('agreements.form.expiresOn')}
            value={one.expiresOn}
            onChange={(expiresOn) => update(index, { expiresOn })}
          />
          <Button
            variant="subtle"
            color="danger"
            onClick={() => onChange(credentials.filter((_one, at) => at !== index))}
          >
            {t('agreements.form.removeCredential')}
          </Button>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="sm"
          data-testid="add-credential"
          onClick={() =>
            onChange([
              ...credentials,
              { key: crypto.randomUUID(), country: 'CN', text: '', expiresOn: '' },
            ])
          }
        >
          {t('agreements.form.addCredential')}
        </Button>
      </div>
    </fieldset>
  );
}
