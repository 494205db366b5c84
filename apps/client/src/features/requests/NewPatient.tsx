import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Language, Patient } from '@silkconsult/protocol';
import { newPatientSchema, patientMatchesSchema } from '@silkconsult/protocol';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../api/problem.ts';
import { registerPatient } from '../../api/requests.ts';
import { useMe } from '../../api/session.ts';
import { dayKey } from '../../time/format.ts';
import { DateField } from '../../ui/date/DateField.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import classes from './DraftForm.module.css';
import { LanguageField } from './LanguageField.tsx';
import { Names } from './PatientNames.tsx';

interface NewPatientProps {
  typed: string;
  onDone(patient: Patient): void;
  onCancel(): void;
}

const LATIN = /^[\p{Script=Latin}\p{M}\s.'’ʻʼ‘-]*$/u;
const CHINESE = /^[\p{Script=Han}·•\s]+$/u;

/** A patient who is not known yet. Names that are nearly somebody's are shown before they are saved. */
export function NewPatient({ typed, onDone, onCancel }: NewPatientProps) {
  const { t } = useTranslation();
  const me = useMe();
  const first = useRef<HTMLInputElement>(null);
  const chinese = CHINESE.test(typed) && typed !== '';
  const form = useForm({
    initialValues: {
      name: LATIN.test(typed) ? typed : '',
      nativeName: LATIN.test(typed) || chinese ? '' : typed,
      chineseName: chinese ? typed : '',
      birthDate: '',
      language: (me?.language ?? null) as Language | null,
      phone: '',
      email: '',
    },
  });
  const register = useMutation({
    mutationFn: async (isNew: boolean) => {
      const { language, ...texts } = form.values;
      const filled = Object.entries(texts).filter(([, text]) => text.trim() !== '');
      const parsed = newPatientSchema.safeParse({
        ...Object.fromEntries(filled),
        languages: language ? [language] : [],
        isNew,
      });
      if (parsed.success) return registerPatient(parsed.data);
      const wrong = parsed.error.issues.map(({ path }) => String(path[0]));
      form.setErrors(
        Object.fromEntries(
          wrong.map((field) => [
            field === 'languages' ? 'language' : field,
            t(
              `requests.patient.wrong.${field === 'name' || field === 'chineseName' ? field : 'other'}`,
            ),
          ]),
        ),
      );
      return undefined;
    },
    onSuccess: (patient) => patient && onDone(patient),
  });
  useEffect(() => first.current?.focus(), []);
  /** In this part of the form Enter saves the patient; else it would send the request. */
  const enter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    register.mutate(alike !== undefined);
  };
  const { code, params } = register.isError ? failureOf(register.error) : {};
  const alike = code === 'likely_duplicate' ? patientMatchesSchema.safeParse(params) : undefined;
  return (
    <fieldset className={classes.panel} onKeyDown={enter}>
      <legend className={classes.label}>{t('requests.form.newPatient')}</legend>
      <div className={classes.pair}>
        <TextInput
          label={t('requests.patient.name')}
          ref={first}
          dir="ltr"
          data-testid="patient-name"
          {...form.getInputProps('name')}
        />
        <TextInput
          label={t('requests.patient.nativeName')}
          dir="auto"
          {...form.getInputProps('nativeName')}
        />
        <TextInput
          label={t('requests.patient.chineseName')}
          {...form.getInputProps('chineseName')}
        />
        <DateField
          label={t('requests.patient.birthDate')}
          min="1900-01-01"
          max={dayKey(new Date(), me?.timeZone ?? 'UTC')}
          value={form.values.birthDate}
          error={form.errors.birthDate}
          onChange={(day) => form.setFieldValue('birthDate', day)}
        />
        <LanguageField
          label={t('requests.form.patientLanguage')}
          value={form.values.language}
          error={form.errors.language}
          onChange={(language) => form.setFieldValue('language', language)}
        />
        <TextInput
          type="tel"
          dir="ltr"
          label={t('requests.patient.phone')}
          {...form.getInputProps('phone')}
        />
        <TextInput
          type="email"
          dir="ltr"
          label={t('requests.patient.email')}
          {...form.getInputProps('email')}
        />
      </div>
      {register.isError && <FailureNotice error={register.error} />}
      {alike?.success && (
        <ul className={classes.matches}>
          {alike.data.items.map((one) => (
            <li key={one.id}>
              <button type="button" onClick={() => onDone(one)}>
                <Names patient={one} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.buttons}>
        <Button
          loading={register.isPending}
          onClick={() => register.mutate(alike !== undefined)}
          data-testid="save-patient"
        >
          {t(alike ? 'requests.patient.someoneElse' : 'requests.patient.save')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
    </fieldset>
  );
}
