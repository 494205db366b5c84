import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { searchPatients } from '../../api/requests.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import classes from './DraftForm.module.css';
import { NewPatient } from './NewPatient.tsx';
import { type Chosen, Names } from './PatientNames.tsx';

const PATIENT = 'patient';

interface PatientFieldProps {
  patient: Chosen | undefined;
  error?: ReactNode;
  search: Ref<HTMLInputElement>;
  onChoose(patient: Chosen | undefined): void;
}

/** The patient: found by any of their names, in any script, or registered on the spot. */
export function PatientField({ patient, error, search, onChoose }: PatientFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [adding, setAdding] = useState(false);
  const settled = useSettled(text.trim(), 250);
  const found = useQuery({
    queryKey: ['patients', settled],
    queryFn: ({ signal }) => searchPatients(settled, signal),
    enabled: settled.length > 1,
    gcTime: 0,
  });
  const choose = (one: Chosen) => {
    setText('');
    setAdding(false);
    onChoose(one);
  };
  /** Enter takes the likeliest of those who are shown; it never sends a request half written. */
  const enter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const [first] = settled === text.trim() ? (found.data ?? []) : [];
    if (first) choose(first);
  };
  if (patient)
    return (
      <div>
        <span className={classes.label}>{t('requests.form.patient')}</span>
        <div className={classes.patient} data-testid="chosen-patient">
          <Avatar name={patient.name} role={PATIENT} />
          <div>
            <Names patient={patient} />
          </div>
          <Button variant="subtle" size="sm" onClick={() => onChoose(undefined)}>
            {t('requests.form.change')}
          </Button>
        </div>
      </div>
    );
  if (adding) return <NewPatient typed={text} onDone={choose} onCancel={() => setAdding(false)} />;
  return (
    <div>
      <TextInput
        label={t('requests.form.patient')}
        description={t('requests.form.patientHint')}
        value={text}
        error={error}
        autoComplete="off"
        dir="auto"
        data-testid="patient-search"
        ref={search}
        onKeyDown={enter}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {found.isError && <FailureNotice error={found.error} />}
      <ul className={classes.matches}>
        {found.data?.map((one) => (
          <li key={one.id}>
            <button type="button" onClick={() => choose(one)} data-testid="patient-match">
              <Names patient={one} />
            </button>
          </li>
        ))}
        <li>
          <button type="button" onClick={() => setAdding(true)} data-testid="new-patient">
            {found.data?.length === 0 && (
              <span className={classes.small}>{t('requests.form.nobody')} </span>
            )}
            {t('requests.form.newPatient')}
          </button>
        </li>
      </ul>
    </div>
  );
}

/** A value once it has not changed for a moment. */
function useSettled(value: string, milliseconds: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
