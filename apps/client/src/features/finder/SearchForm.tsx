import { Button, NativeSelect } from '@mantine/core';
import type { AppointmentSearch, Language } from '@silkconsult/protocol';
import { LANGUAGE_CODES, SPECIALTIES, URGENCIES } from '@silkconsult/protocol';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { nameFor } from '../appointment/people.ts';
import { useHospitals, usePatients, useReferrers, useSpecialists } from './api.ts';
import classes from './FinderPage.module.css';
import type { Prefill } from './prefill.ts';

const FIRST_SPECIALTY = 'cardiology';
const LENGTHS = [20, 30, 45, 60, 90];
const DAYS = [3, 7, 14, 30];
const DAY = 86_400_000;

/** So far that the times that were asked for are in it: two weeks, if nothing says more. */
function daysFor({ preferred }: Prefill): number {
  const last = Math.max(Date.now(), ...preferred.map(({ end }) => Date.parse(end)));
  const needed = Math.max(14, (last - Date.now()) / DAY);
  return DAYS.find((days) => days >= needed) ?? 30;
}

interface SearchFormProps {
  prefill: Prefill;
  searching: boolean;
  onSearch(search: AppointmentSearch): void;
}

/** Who is to meet, in the order in which a coordinator thinks of it. */
export function SearchForm({ prefill, searching, onSearch }: SearchFormProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [form, setForm] = useState({
    hospital: prefill.hospital,
    patient: prefill.patient,
    referrer: prefill.referrer,
    specialty: (prefill.specialty ?? FIRST_SPECIALTY) as string,
    specialist: '',
    spoken: prefill.spoken as string,
    length: `${prefill.length}`,
    days: `${daysFor(prefill)}`,
    urgency: prefill.urgency as string,
  });
  const hospitals = useHospitals().data?.items ?? [];
  const patients = usePatients(form.hospital).data?.items ?? [];
  const referrers = useReferrers(form.hospital).data?.items ?? [];
  const specialists = useSpecialists(form.specialty).data?.items ?? [];
  const patient = patients.find(({ id }) => id === form.patient);
  const spoken = (form.spoken || patient?.languages[0] || 'ru') as Language;

  const select = (
    key: keyof typeof form,
    label: string,
    data: { value: string; label: string }[],
    resets: Partial<typeof form> = {},
  ) => (
    <NativeSelect
      label={label}
      data={data}
      value={key === 'spoken' ? spoken : form[key]}
      data-testid={`finder-${key}`}
      onChange={(event) => setForm({ ...form, ...resets, [key]: event.currentTarget.value })}
    />
  );
  const people = (
    some: readonly { id: string; name: string; nativeName?: string }[],
    none: string,
  ) => [
    { value: '', label: none },
    ...some.map((one) => ({ value: one.id, label: nameFor(one, language) })),
  ];
  // Whoever triage assigned, or who was to come before, comes together, unless another is chosen.
  const isSameSpecialty = form.specialty === (prefill.specialty ?? FIRST_SPECIALTY);
  const named = form.specialist ? [form.specialist] : isSameSpecialty ? prefill.specialists : [];
  const lengths = [...new Set([...LENGTHS, prefill.length])].sort((a, b) => a - b);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const now = Date.now();
    onSearch({
      ...(named.length > 0
        ? { specialists: [...named] }
        : { anySpecialist: { specialty: form.specialty as (typeof SPECIALTIES)[number] } }),
      patient: form.patient || undefined,
      referrer: form.referrer || undefined,
      anyLocationOf: form.hospital || undefined,
      languagePair: ['zh-CN', spoken],
      interpreter: prefill.interpreter,
      durationMinutes: Number(form.length),
      from: new Date(now).toISOString(),
      to: new Date(now + Number(form.days) * DAY).toISOString(),
      urgency: form.urgency as AppointmentSearch['urgency'],
      preferredWindows: prefill.preferred.length > 0 ? prefill.preferred : undefined,
      waitingSince: prefill.waitingSince,
      limit: 10,
    });
  };
  const hospitalNames = hospitals.map((one) => ({
    value: one.id,
    label: one.names[language] ?? one.name,
  }));
  return (
    <form className={classes.form} onSubmit={submit}>
      {select(
        'hospital',
        t('finder.hospital'),
        [{ value: '', label: t('finder.choose') }, ...hospitalNames],
        {
          patient: '',
          referrer: '',
          spoken: '',
        },
      )}
      {select('patient', t('roles.patient'), people(patients, t('finder.choose')), { spoken: '' })}
      {select('referrer', t('roles.referrer'), people(referrers, t('finder.nobody')))}
      {select(
        'specialty',
        t('finder.specialty'),
        SPECIALTIES.map((value) => ({ value, label: t(`specialties.${value}`) })),
        { specialist: '' },
      )}
      {select('specialist', t('roles.specialist'), people(specialists, t('finder.anyone')))}
      {select(
        'spoken',
        t('finder.patientLanguage'),
        LANGUAGE_CODES.map((value) => ({ value, label: t(`languages.${value}`) })),
      )}
      {select(
        'length',
        t('finder.length'),
        lengths.map((value) => ({
          value: `${value}`,
          label: t('common.minutes', { count: value }),
        })),
      )}
      {select(
        'urgency',
        t('finder.urgency'),
        URGENCIES.map((value) => ({ value, label: t(`finder.urgencies.${value}`) })),
      )}
      {select(
        'days',
        t('finder.daysAhead'),
        DAYS.map((value) => ({ value: `${value}`, label: `${value}` })),
      )}
      <Button
        type="submit"
        leftSection={<IconSearch size={18} aria-hidden />}
        loading={searching}
        disabled={!form.patient && !form.referrer}
        data-testid="finder-search"
      >
        {t('finder.search')}
      </Button>
    </form>
  );
}
