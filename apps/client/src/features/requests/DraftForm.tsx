import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Draft, Language, ServiceRequest } from '@silkconsult/protocol';
import { SPECIALTIES } from '@silkconsult/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { failureOf } from '../../api/problem.ts';
import { REQUESTS_KEY } from '../../api/queries.ts';
import { actOnRequest } from '../../api/requests.ts';
import { useMe } from '../../api/session.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import classes from './DraftForm.module.css';
import { LanguageField } from './LanguageField.tsx';
import { PatientField } from './PatientField.tsx';
import { PerformerField } from './PerformerField.tsx';
import { requestKey } from './queries.ts';
import { UrgencyField } from './UrgencyField.tsx';
import { useAutosave } from './useAutosave.ts';
import { WindowsField } from './WindowsField.tsx';

type Fields = Required<Draft>;

function fieldsOf(draft: ServiceRequest): Fields {
  const { patientId, specialty, performerId, urgency, question, summary, contact } = draft;
  const { patientLanguage, doctorLanguage, preferredWindows } = draft;
  return {
    patientId,
    specialty,
    performerId,
    urgency,
    question,
    summary,
    contact,
    patientLanguage,
    doctorLanguage,
    preferredWindows,
  };
}

/** The request while it is written; every field is saved by itself. */
export function DraftForm({ draft }: { draft: ServiceRequest }) {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const { state, change, flush } = useAutosave(draft);
  const [patient, setPatient] = useState(draft.patient);
  const fields = useRef<HTMLFormElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const specialty = useRef<HTMLSelectElement>(null);
  const form = useForm<Fields>({ initialValues: fieldsOf(draft) });
  const [refusals, setRefusals] = useState(0);
  // After the fields are marked: the first of them is where one goes on.
  useEffect(() => {
    if (refusals > 0) fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);
  const set = (fields: Partial<Fields>) => {
    form.setValues(fields);
    for (const field of Object.keys(fields)) form.clearFieldError(field);
    change(fields);
  };
  const send = useMutation({
    mutationFn: async () => {
      const version = await flush();
      if (version === undefined) return undefined;
      return actOnRequest(draft.id, { action: 'submit', version });
    },
    onSuccess: (sent) => {
      if (!sent) return;
      client.setQueryData(requestKey(draft.id), sent);
      void client.invalidateQueries({ queryKey: REQUESTS_KEY });
    },
    onError: (error) => {
      const { code, params } = failureOf(error);
      if (code !== 'request_incomplete' || !Array.isArray(params.missing)) return;
      form.setErrors(Object.fromEntries(params.missing.map((field) => [field, true])));
      setRefusals((count) => count + 1);
    },
  });
  const discard = useMutation({
    mutationFn: async () => {
      const version = await flush();
      return actOnRequest(draft.id, { action: 'revoke', version: version ?? draft.version });
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: REQUESTS_KEY });
      navigate('/requests');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  const { values } = form;
  // In words only here: they follow when the language changes.
  const errors = Object.fromEntries(
    Object.keys(form.errors).map((field) => [field, t('requests.form.required')]),
  );
  return (
    <form ref={fields} className={classes.form} onSubmit={submit} noValidate>
      <div className={classes.heading}>
        <PageHeading title={t('requests.form.title')} />
        <p className={classes.saved} data-state={state} role="status" data-testid="save-state">
          {t(`requests.save.${state}`)}
        </p>
      </div>
      {state === 'conflict' && (
        <Notice
          kind="warning"
          action={
            <Button variant="default" size="sm" onClick={() => location.reload()}>
              {t('app.reload')}
            </Button>
          }
        >
          {t('requests.save.conflictText')}
        </Notice>
      )}
      <PatientField
        patient={patient}
        search={search}
        error={errors.patientId}
        onChoose={(chosen) => {
          setPatient(chosen);
          const patientLanguage = chosen?.languages?.[0] ?? values.patientLanguage;
          set({ patientId: chosen?.id ?? null, patientLanguage });
          // The field that had the focus is gone: go on with the next, or back to the search.
          requestAnimationFrame(() => (chosen ? specialty.current : search.current)?.focus());
        }}
      />
      <div className={classes.pair}>
        <NativeSelect
          label={t('requests.form.specialty')}
          value={values.specialty ?? ''}
          error={errors.specialty}
          data-testid="specialty"
          ref={specialty}
          onChange={(event) => {
            const { value } = event.currentTarget;
            // Another hospital may be the one that answers for it.
            set({
              specialty: SPECIALTIES.find((one) => one === value) ?? null,
              performerId: null,
            });
          }}
        >
          <option value="">{t('requests.form.choose')}</option>
          {SPECIALTIES.map((one) => (
            <option key={one} value={one}>
              {t(`specialties.${one}`)}
            </option>
          ))}
        </NativeSelect>
        <PerformerField
          specialty={values.specialty}
          value={values.performerId}
          onChange={(performerId) => set({ performerId })}
        />
        <UrgencyField value={values.urgency} onChange={(urgency) => set({ urgency })} />
      </div>
      <TextInput
        label={t('requests.form.question')}
        description={t('requests.form.questionHint')}
        maxLength={1000}
        dir="auto"
        value={values.question}
        error={errors.question}
        data-testid="question"
        onChange={(event) => set({ question: event.currentTarget.value })}
      />
      <Textarea
        label={t('requests.form.summary')}
        description={t('requests.form.summaryHint')}
        rows={6}
        maxLength={8000}
        dir="auto"
        value={values.summary}
        data-testid="summary"
        onChange={(event) => set({ summary: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <LanguageField
          label={t('requests.form.patientLanguage')}
          value={values.patientLanguage}
          error={errors.patientLanguage}
          onChange={(patientLanguage: Language | null) => set({ patientLanguage })}
        />
        <LanguageField
          label={t('requests.form.doctorLanguage')}
          value={values.doctorLanguage}
          error={errors.doctorLanguage}
          onChange={(doctorLanguage: Language | null) => set({ doctorLanguage })}
        />
      </div>
      <WindowsField
        windows={values.preferredWindows}
        zone={me?.timeZone ?? 'UTC'}
        onChange={(preferredWindows) => set({ preferredWindows })}
      />
      <TextInput
        label={t('requests.form.contact')}
        description={t('requests.form.contactHint')}
        maxLength={200}
        dir="auto"
        value={values.contact}
        error={errors.contact}
        data-testid="contact"
        onChange={(event) => set({ contact: event.currentTarget.value })}
      />
      {send.isError && <FailureNotice error={send.error} />}
      {send.isSuccess && !send.data && state !== 'saved' && (
        <Notice kind="warning">{t('requests.save.offline')}</Notice>
      )}
      {discard.isError && <FailureNotice error={discard.error} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={send.isPending} data-testid="send-request">
          {t('requests.form.send')}
        </Button>
        <Button
          variant="subtle"
          color="danger"
          loading={discard.isPending}
          onClick={() => discard.mutate()}
        >
          {t('requests.form.discard')}
        </Button>
      </div>
    </form>
  );
}
