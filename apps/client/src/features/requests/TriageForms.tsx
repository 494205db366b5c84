import { Button, NativeSelect, Textarea } from '@mantine/core';
import type { ServiceRequest, Specialty } from '@silkconsult/protocol';
import { SPECIALTIES } from '@silkconsult/protocol';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { HospitalName } from '../../ui/HospitalName.tsx';
import { nameFor } from '../appointment/people.ts';
import { useSpecialists } from './queries.ts';
import classes from './RequestView.module.css';

interface FormProps {
  busy: boolean;
  onCancel(): void;
}

interface FrameProps extends FormProps {
  submit: string;
  disabled?: boolean;
  children: ReactNode;
  onSubmit(): void;
}

function Frame({ submit, disabled, busy, children, onSubmit, onCancel }: FrameProps) {
  const { t } = useTranslation();
  return (
    <form
      className={classes.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      <div className={classes.buttons}>
        <Button type="submit" disabled={disabled} loading={busy} data-testid="confirm">
          {submit}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}

interface TextFormProps extends FormProps {
  label: string;
  submit: string;
  onSubmit(text: string): void;
}

/** A question or a reason: an action that needs words. */
export function TextForm({ label, onSubmit, ...frame }: TextFormProps) {
  const [text, setText] = useState('');
  return (
    <Frame {...frame} disabled={text.trim() === ''} onSubmit={() => onSubmit(text)}>
      <Textarea
        label={label}
        rows={4}
        maxLength={2000}
        dir="auto"
        value={text}
        data-testid="triage-text"
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </Frame>
  );
}

interface SpecialistsFormProps extends FormProps {
  request: ServiceRequest;
  label: string;
  onSubmit(specialists: string[]): void;
}

/** One specialist or several: those of the specialty first, then everybody. */
export function SpecialistsForm({ request, label, onSubmit, ...frame }: SpecialistsFormProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [chosen, setChosen] = useState(request.specialists.map(({ id }) => id));
  const query = useSpecialists();
  const fits = (one: { specialty: Specialty; organizationId: string }) =>
    (one.specialty === request.specialty ? 0 : 2) +
    (one.organizationId === request.performerId ? 0 : 1);
  const sorted = query.data?.toSorted((a, b) => fits(a) - fits(b)) ?? [];
  const toggle = (id: string) =>
    setChosen((was) => (was.includes(id) ? was.filter((one) => one !== id) : [...was, id]));
  return (
    <Frame
      {...frame}
      submit={label}
      disabled={chosen.length === 0}
      onSubmit={() => onSubmit(chosen)}
    >
      <fieldset className={classes.choices} data-testid="specialists">
        <legend className={classes.small}>{t('requests.chooseSpecialists')}</legend>
        {query.isError && <FailureNotice error={query.error} />}
        {sorted.map((one) => (
          <label key={one.id}>
            <input
              type="checkbox"
              checked={chosen.includes(one.id)}
              onChange={() => toggle(one.id)}
            />
            <span>
              <bdi>{nameFor(one, language)}</bdi>
              <small>
                {t(`specialties.${one.specialty}`)} · <HospitalName name={one.organizationName} />
              </small>
            </span>
          </label>
        ))}
      </fieldset>
    </Frame>
  );
}

interface RedirectFormProps extends FormProps {
  request: ServiceRequest;
  onSubmit(redirect: { specialty: Specialty; text?: string }): void;
}

/** Another specialty; the partner's agreement for it says which hospital is asked then. */
export function RedirectForm({ request, onSubmit, ...frame }: RedirectFormProps) {
  const { t } = useTranslation();
  const [specialty, setSpecialty] = useState(request.specialty);
  const [text, setText] = useState('');
  return (
    <Frame
      {...frame}
      submit={t('requests.action.redirect')}
      disabled={!specialty || specialty === request.specialty}
      onSubmit={() => specialty && onSubmit({ specialty, text: text.trim() || undefined })}
    >
      <NativeSelect
        label={t('requests.form.specialty')}
        value={specialty ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setSpecialty(SPECIALTIES.find((one) => one === value) ?? null);
        }}
      >
        {SPECIALTIES.map((one) => (
          <option key={one} value={one}>
            {t(`specialties.${one}`)}
          </option>
        ))}
      </NativeSelect>
      <Textarea
        label={t('requests.redirectLabel')}
        rows={3}
        maxLength={2000}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </Frame>
  );
}
