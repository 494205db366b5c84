import { Button } from '@mantine/core';
import type { Appointment } from '@silkconsult/protocol';
import { IconCalendarTime, IconCalendarX } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/Notice.tsx';
import classes from './PlanActions.module.css';

const RescheduleDialog = lazy(() => import('./RescheduleDialog.tsx'));
const CancelDialog = lazy(() => import('./CancelDialog.tsx'));

/** Changing the time, and calling it off. */
export function PlanActions({ appointment, zone }: { appointment: Appointment; zone: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'reschedule' | 'cancel'>();
  const [done, setDone] = useState<'reschedule' | 'cancel'>();
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
        {open === 'cancel' && <CancelDialog {...dialog} onDone={() => setDone('cancel')} />}
      </Suspense>
    </div>
  );
}
