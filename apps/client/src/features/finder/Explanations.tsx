import type { SearchExplanation } from '@silkconsult/protocol';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { isolated } from '../../i18n/isolated.ts';
import { whenFrom } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { Notice } from '../../ui/Notice.tsx';

interface ExplanationsProps {
  explanations: readonly SearchExplanation[];
  none: boolean;
}

/** Why there is no time, or no earlier one. */
export function Explanations({ explanations, none }: ExplanationsProps) {
  const { t } = useTranslation();
  const now = useNow();
  const zone = useMe()?.timeZone ?? 'UTC';
  if (!none && explanations.length === 0) return null;
  return (
    <Notice kind="warning" title={t(none ? 'finder.none' : 'finder.notEarlier')}>
      <ul>
        {explanations.map((one) => (
          <li key={JSON.stringify(one)}>{sentence(t, one, zone, now)}</li>
        ))}
      </ul>
    </Notice>
  );
}

function sentence(t: TFunction, one: SearchExplanation, zone: string, now: Date): string {
  const when = (instant: string) => whenFrom(t, new Date(instant), zone, now);
  switch (one.code) {
    case 'nobody-of-specialty':
      return t('finder.why.nobody-of-specialty', { specialty: t(`specialties.${one.specialty}`) });
    case 'no-interpreter-of-pair':
      return t('finder.why.no-interpreter-of-pair', {
        from: t(`languages.${one.from}`),
        to: t(`languages.${one.to}`),
      });
    case 'on-leave':
      return t(`finder.why.${one.only ? 'only-' : ''}on-leave`, {
        name: isolated(one.name),
        role: t(`roles.${one.role}`),
        until: when(one.until),
      });
    case 'fully-booked':
    case 'no-hours':
      return t(`finder.why.${one.code}`, {
        name: isolated(one.name),
        role: t(`roles.${one.role}`),
      });
    case 'all-unavailable':
      return t(`finder.why.${one.freeFrom ? 'all-unavailable-until' : 'all-unavailable'}`, {
        role: t(`roles.${one.role}`),
        number: String(one.count),
        until: one.freeFrom ? when(one.freeFrom) : '',
      });
    case 'never-together':
      return t('finder.why.never-together', {
        first: isolated(one.first),
        second: isolated(one.second),
      });
    default:
      return t('finder.why.no-room');
  }
}
