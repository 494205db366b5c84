import { Button } from '@mantine/core';
import type { RequestActionName, ServiceRequest } from '@silkconsult/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../api/problem.ts';
import { useMe } from '../../api/session.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import page from '../appointment/AppointmentPage.module.css';
import { type Step, useStep } from './queries.ts';
import classes from './RequestView.module.css';
import { StepConflict } from './StepConflict.tsx';
import { RedirectForm, SpecialistsForm, TextForm } from './TriageForms.tsx';

const FORMS = ['accept', 'assign', 'ask', 'redirect', 'decline'] as const;
type Form = (typeof FORMS)[number];

/** What the coordination in Urumqi can do with a request now. */
export function TriagePanel({ request }: { request: ServiceRequest }) {
  const { t } = useTranslation();
  const me = useMe();
  const [open, setOpen] = useState<Form>();
  // A form decides on what was shown when it was opened, whatever comes in meanwhile.
  const [decidedOn, setDecidedOn] = useState(request.version);
  const step = useStep(request);
  const may = (action: RequestActionName) => request.actions.includes(action);
  const forms = FORMS.filter((form) => may(form) && !(form === 'assign' && may('accept')));
  const lost = step.isError && failureOf(step.error).code === 'version_conflict';
  if (forms.length === 0 && !may('close') && !lost) return null;
  const held = request.waitingFor?.person?.id === me?.personId;
  const act = (action: Step, on = open ? decidedOn : request.version) =>
    step.mutate({ ...action, on }, { onSuccess: () => setOpen(undefined) });
  const form = { busy: step.isPending, onCancel: () => setOpen(undefined) };
  return (
    <section className={page.panel} aria-labelledby="triage" data-testid="triage">
      <h2 id="triage">{t('requests.triage')}</h2>
      {step.isError && !lost && <FailureNotice error={step.error} />}
      {lost && step.variables && (
        <StepConflict
          step={step.variables}
          request={request}
          onInsist={() => step.variables && act(step.variables, request.version)}
          onLeave={() => {
            setOpen(undefined);
            step.reset();
          }}
        />
      )}
      {open === undefined && (
        <div className={classes.form}>
          {may('take') && !held && (
            <Button
              variant="default"
              loading={step.isPending}
              onClick={() => act({ action: 'take' })}
              data-testid="take"
            >
              {t('requests.action.take')}
            </Button>
          )}
          {forms.map((name, index) => (
            <Button
              key={name}
              variant={index === 0 ? 'filled' : name === 'decline' ? 'subtle' : 'default'}
              color={name === 'decline' ? 'danger' : undefined}
              onClick={() => {
                setDecidedOn(request.version);
                setOpen(name);
              }}
              data-testid={name}
            >
              {t(`requests.action.${name}`)}
            </Button>
          ))}
          {may('close') && (
            <Button
              variant="subtle"
              loading={step.isPending}
              onClick={() => act({ action: 'close' })}
            >
              {t('requests.action.close')}
            </Button>
          )}
        </div>
      )}
      {(open === 'accept' || open === 'assign') && (
        <SpecialistsForm
          {...form}
          request={request}
          label={t(`requests.action.${open}`)}
          onSubmit={(specialists) => act({ action: open, specialists })}
        />
      )}
      {(open === 'ask' || open === 'decline') && (
        <TextForm
          {...form}
          label={t(`requests.${open}Label`)}
          submit={t(`requests.action.${open}`)}
          onSubmit={(text) => act({ action: open, text })}
        />
      )}
      {open === 'redirect' && (
        <RedirectForm
          {...form}
          request={request}
          onSubmit={(redirect) => act({ action: 'redirect', ...redirect })}
        />
      )}
    </section>
  );
}
