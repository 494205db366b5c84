import { Button, Textarea } from '@mantine/core';
import type { Appointment } from '@silkconsult/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { openCase } from '../../api/endpoints.ts';
import { APPOINTMENTS_KEY, appointmentKey, CASES_KEY } from '../../api/queries.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import classes from './PlanActions.module.css';

/** Ends a consult and goes on with it in writing, with a reason. */
export default function WrittenCaseDialog(props: { appointment: Appointment; onClose(): void }) {
  const { appointment, onClose } = props;
  const { t } = useTranslation();
  const client = useQueryClient();
  const [, go] = useLocation();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const open = useMutation({
    mutationFn: () =>
      openCase(appointment.id, { version: appointment.version, reason: reason.trim() }),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: APPOINTMENTS_KEY });
      void client.invalidateQueries({ queryKey: CASES_KEY });
      go(`/cases/${id}`);
    },
    onError: () => void client.invalidateQueries({ queryKey: appointmentKey(appointment.id) }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(reason.trim() === '');
    if (reason.trim() !== '') open.mutate();
  };
  return (
    <Dialog title={t('cases.open.title')} onClose={onClose}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <p>{t('cases.open.text')}</p>
        <Textarea
          data-autofocus
          label={t('cases.open.reason')}
          rows={3}
          maxLength={500}
          dir="auto"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={missing && t('cases.open.reasonMissing')}
          data-testid="written-case-reason"
        />
        {open.isError && <FailureNotice error={open.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={open.isPending} data-testid="open-written-case">
            {t('cases.open.button')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
