import type { Availability } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { whenFrom } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { Notice } from '../../ui/Notice.tsx';

/** What is booked at times that the rules close: nothing is cancelled by itself. */
export function OutsideConsults({ availability }: { availability: Availability }) {
  const { t } = useTranslation();
  const now = useNow();
  const { outside, timeZone } = availability;
  if (outside.length === 0) return null;
  return (
    <Notice kind="warning" title={t('availability.outside')}>
      <ul data-testid="outside-consults">
        {outside.map(({ appointmentId, start, why }) => (
          <li key={appointmentId}>
            <Link href={`/appointments/${appointmentId}`}>
              {whenFrom(t, new Date(start), timeZone, now)}
            </Link>{' '}
            ({t(`availability.why.${why}`)})
          </li>
        ))}
      </ul>
    </Notice>
  );
}
