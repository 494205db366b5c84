import { Button } from '@mantine/core';
import type { Appointment } from '@silkconsult/protocol';
import {
  IconCalendarTime,
  IconCalendarX,
  IconCircleCheck,
  IconMailOpened,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeAppointment } from '../../api/endpoints.ts';
import { APPOINTMENTS_KEY, appointmentKey } from '../../api/queries.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import classes from './PlanActions.module.css';
import { inRoomNow } from './people.ts';

const RescheduleDialog = lazy(() => import('./RescheduleDialog.tsx'));
const CancelDialog = lazy(() => import('./CancelDialog.tsx'));
const WrittenCaseDialog = lazy(() => import('./WrittenCaseDialog.tsx'));

/** Changing the time, calling it off, and going on in writing. */
export function PlanActions({ appointment, zone }: { appointment: Appointment; zone: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'reschedule' | 'cancel' | 'writing'>();
  const [done, setDone] = useState<'reschedule' | 'cancel'>();
  const client = useQueryClient();
  const tookPlace = useMutation({
    mutationFn: () =>
      changeAppointment(appointment.id, { version: appointment.version, status: 'fulfilled' }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: appointmentKey(appointment.id) });
      void client.invalidateQueries({ queryKey: APPOINTMENTS_KEY });
    },
  });
  // Who met and was cut off says what comes of it: it was enough, or it goes on in writing.
  const mayBeOver = appointment.status === 'arrived' && inRoomNow(appointment).length === 0;
  const dialog = {
    appointment,
    onClose: () => setOpen(undefined),
  };
  return (
    <div className={classes.actions}>
      {done && <Notice kind="ok">{t(`appointment.${done}.done`)}</Notice>}
      <Button
        variant="default"
        leftSection={<IconCalendarTime size={20} stroke={1.75} aria-hidden />}
        onClick={() => setOpen('reschedule')}
        data-testid="reschedule"
      >
        {t('appointment.reschedule.open')}
      </Button>
      {tookPlace.isError && <FailureNotice error={tookPlace.error} />}
      {mayBeOver && (
        <Button
          variant="default"
          leftSection={<IconCircleCheck size={20} stroke={1.75} aria-hidden />}
          loading={tookPlace.isPending}
          onClick={() => tookPlace.mutate()}
          data-testid="took-place"
        >
          {t('cases.tookPlace')}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconMailOpened size={20} stroke={1.75} aria-hidden />}
        onClick={() => setOpen('writing')}
        data-testid="go-on-in-writing"
      >
        {t('cases.open.button')}
      </Button>
      <Button
        variant="subtle"
        color="danger"
        leftSection={<IconCalendarX size={20} stroke={1.75} aria-hidden />}
        onClick={() => setOpen('cancel')}
        data-testid="cancel-appointment"
      >
        {t('appointment.cancel.open')}
      </Button>
      <Suspense fallback={null}>
        {open === 'reschedule' && (
          <RescheduleDialog {...dialog} zone={zone} onDone={() => setDone('reschedule')} />
        )}
        {open === 'writing' && <WrittenCaseDialog {...dialog} />}
        {open === 'cancel' && <CancelDialog {...dialog} onDone={() => setDone('cancel')} />}
      </Suspense>
    </div>
  );
}
