import type { AppointmentStatus } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import classes from './StatusMark.module.css';

/** The state of an appointment, in words with a dot of its colour. */
export function StatusMark({ status }: { status: AppointmentStatus }) {
  const { t } = useTranslation();
  return (
    <span className={classes.mark} data-status={status}>
      {t(`status.${status}`)}
    </span>
  );
}
