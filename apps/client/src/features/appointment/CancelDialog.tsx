import { Button, Textarea } from '@mantine/core';
import type { Appointment } from '@silkconsult/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeAppointment } from '../../api/endpoints.ts';
import { APPOINTMENTS_KEY, appointmentKey } from '../../api/queries.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import classes from './PlanActions.module.css';

interface CancelDialogProps {
  appointment: Appointment;
  onClose(): void;
  onDone(): void;
}

export default function CancelDialog({ appointment, onClose, onDone }: CancelDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const change = useMutation({
    mutationFn: () =>
      changeAppointment(appointment.id, {
        version: appointment.version,
        status: 'cancelled',
        cancellationReason: reason.trim(),
      }),
    onSuccess: (changed) => {
      client.setQueryData(appointmentKey(appointment.id), changed);
      void client.invalidateQueries({ queryKey: APPOINTMENTS_KEY });
      onDone();
      onClose();
    },
    onError: () => void client.invalidateQueries({ queryKey: appointmentKey(appointment.id) }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(reason.trim() === '');
    if (reason.trim() !== '') change.mutate();
  };
  return (
    <Dialog title={t('appointment.cancel.title')} onClose={onClose}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <p>{t('appointment.cancel.text')}</p>
        <Textarea
          data-autofocus
          label={t('appointment.cancel.reason')}
          rows={3}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={missing && t('appointment.cancel.reasonMissing')}
        />
        {change.isError && <FailureNotice error={change.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('appointment.cancel.keep')}
          </Button>
          <Button type="submit" color="danger" loading={change.isPending}>
            {t('appointment.cancel.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
