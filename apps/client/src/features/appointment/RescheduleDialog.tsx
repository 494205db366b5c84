import { Button, TextInput } from '@mantine/core';
import type { Appointment } from '@silkconsult/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeAppointment } from '../../api/endpoints.ts';
import { APPOINTMENTS_KEY, appointmentKey } from '../../api/queries.ts';
import { clockWithZone, offset, zoneName } from '../../time/format.ts';
import { instantOf, localOf } from '../../time/zones.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { DateTimeField } from '../../ui/date/DateTimeField.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { BookingRefusal } from './BookingRefusal.tsx';
import classes from './PlanActions.module.css';
import { otherZones } from './people.ts';

interface RescheduleDialogProps {
  appointment: Appointment;
  zone: string;
  onClose(): void;
  onDone(): void;
}

/** A new time, entered on the reader's clock, with the others' clocks beside it while it is chosen. */
export default function RescheduleDialog(props: RescheduleDialogProps) {
  const { appointment, zone, onClose, onDone } = props;
  const { t } = useTranslation();
  const client = useQueryClient();
  const was = new Date(appointment.start);
  const [local, setLocal] = useState(localOf(was, zone));
  const [length, setLength] = useState(
    String(Math.round((Date.parse(appointment.end) - was.getTime()) / 60_000)),
  );
  const [wrong, setWrong] = useState<'start' | 'length'>();
  const start = instantOf(local, zone);
  const change = useMutation({
    mutationFn: (range: { start: string; end: string; evenIfUnavailable?: boolean }) =>
      changeAppointment(appointment.id, { version: appointment.version, ...range }),
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
    const minutes = Number(length);
    if (!start || start.getTime() < Date.now()) return setWrong('start');
    if (!Number.isInteger(minutes) || minutes < 10 || minutes > 480) return setWrong('length');
    setWrong(undefined);
    const end = new Date(start.getTime() + minutes * 60_000);
    change.mutate({ start: start.toISOString(), end: end.toISOString() });
  };
  return (
    <Dialog title={t('appointment.reschedule.title')} onClose={onClose}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <p>
          {t('appointment.reschedule.text', {
            zone: `${zoneName(t, zone)} ${offset(start ?? was, zone)}`,
          })}
        </p>
        <DateTimeField
          data-autofocus
          data-testid="new-start"
          label={t('appointment.reschedule.start')}
          value={local}
          onChange={(next) => {
            change.reset();
            setLocal(next);
          }}
          error={wrong === 'start' && t('appointment.reschedule.invalid')}
        />
        {start && (
          <ul>
            {otherZones(appointment, [zone]).map((other) => (
              <li key={other}>{clockWithZone(t, start, other)}</li>
            ))}
          </ul>
        )}
        <TextInput
          type="number"
          min={10}
          max={480}
          step={5}
          label={t('appointment.reschedule.length')}
          value={length}
          onChange={(event) => setLength(event.currentTarget.value)}
          error={wrong === 'length' && t('appointment.reschedule.lengthInvalid')}
        />
        {appointment.interpreterMissing && (
          <Notice kind="warning">{t('availability.noInterpreter')}</Notice>
        )}
        {change.isError && (
          <BookingRefusal
            error={change.error}
            zone={zone}
            label={t('availability.moveAllTheSame')}
            onAllTheSame={() =>
              change.variables && change.mutate({ ...change.variables, evenIfUnavailable: true })
            }
          />
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t('appointment.reschedule.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
