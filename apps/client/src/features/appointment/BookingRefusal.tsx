import { Button } from '@mantine/core';
import { outsideAvailabilityParamsSchema } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../api/problem.ts';
import { useMe } from '../../api/session.ts';
import { clock, whenFrom } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';

interface BookingRefusalProps {
  error: unknown;
  zone: string;
  /** What to do against the rules, for those who may. */
  label: string;
  onAllTheSame(): void;
}

/**
 * Why a time was refused: who does not work then and why, which those who arrange consults may
 * overrule, and everybody for themselves; or who is held and when, which nobody may.
 */
export function BookingRefusal({ error, zone, label, onAllTheSame }: BookingRefusalProps) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const { code, params } = failureOf(error);
  const outside = outsideAvailabilityParamsSchema.safeParse(params);
  if (code === 'outside_availability' && outside.success) {
    const { all } = outside.data;
    const may =
      me?.role === 'coordinator' ||
      me?.role === 'admin' ||
      all.every(({ actor }) => actor === me?.personId);
    return (
      <div data-testid="outside-availability">
        <Notice
          kind="warning"
          title={t('availability.notAvailable')}
          action={
            may && (
              <Button variant="default" size="sm" onClick={onAllTheSame} data-testid="all-the-same">
                {label}
              </Button>
            )
          }
        >
          <ul>
            {all.map(({ actor, name, role, why }) => (
              <li key={actor}>
                {t('availability.reasonOf', {
                  name: `${name} (${t(`roles.${role}`)})`,
                  why: t(`availability.why.${why}`),
                })}
              </li>
            ))}
          </ul>
          {!may && <p>{t('availability.ask')}</p>}
        </Notice>
      </div>
    );
  }
  const { name, start, end } = params;
  if (code === 'actor_busy' && typeof start === 'string' && typeof end === 'string') {
    const when = t('time.range', {
      start: whenFrom(t, new Date(start), zone, now),
      end: clock(new Date(end), zone),
    });
    return <Notice kind="error">{t('availability.busy', { name, when })}</Notice>;
  }
  return <FailureNotice error={error} />;
}
