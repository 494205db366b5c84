import type { OnCallCover } from '@silkconsult/protocol';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { clock, dayKey, dayName } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import classes from './OnCallPage.module.css';

interface CoverListProps {
  covers: readonly OnCallCover[];
  zone: string;
  window: { start: Date; end: Date };
}

/** When nobody is on call, by what is then not covered; and when more than one is. */
export function CoverList({ covers, zone, window }: CoverListProps) {
  const { t } = useTranslation();
  const now = useNow();
  const taskOf = ({ specialty, languages }: OnCallCover) =>
    specialty
      ? t(`specialties.${specialty}`)
      : (languages ?? []).map((one) => t(`languages.${one}`)).join(' – ');
  const from = now > window.start ? now : window.start;
  const isWhole = ({ start, end }: { start: string; end: string }) =>
    new Date(start).getTime() - from.getTime() < 120_000 &&
    new Date(end).getTime() === window.end.getTime();
  /** The day is named again only where it is another one; the header names the clock. */
  const at = (instant: string, before?: string) => {
    const moment = new Date(instant);
    const time = clock(moment, zone);
    const same = before && dayKey(new Date(before), zone) === dayKey(moment, zone);
    return same ? time : t('time.withDate', { date: dayName(t, moment, zone, now), time });
  };
  const spanOf = (span: { start: string; end: string }) =>
    isWhole(span)
      ? t('onCall.wholeWeek')
      : t('time.range', { start: at(span.start), end: at(span.end, span.start) });
  const open = covers.filter(({ gaps }) => gaps.length > 0);
  const twice = covers.filter(({ overlaps }) => overlaps.length > 0);
  return (
    <aside className={classes.cover} aria-labelledby="cover" data-testid="cover">
      <h2 id="cover">{t('onCall.cover')}</h2>
      {open.length === 0 && (
        <p className={classes.covered}>
          <IconCheck size={20} stroke={1.75} aria-hidden />
          {t('onCall.noGap')}
        </p>
      )}
      <ul className={classes.gaps}>
        {open.map((one) => (
          <li key={taskOf(one)} data-testid="gap">
            <p className={classes.gap}>
              <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
              {t('onCall.nobody', { task: taskOf(one) })}
            </p>
            {one.gaps.map((gap) => (
              <p key={gap.start} className={classes.span}>
                {spanOf(gap)}
              </p>
            ))}
          </li>
        ))}
      </ul>
      {twice.length > 0 && (
        <details className={classes.twice}>
          <summary>{t('onCall.twice')}</summary>
          <ul className={classes.gaps}>
            {twice.map((one) => (
              <li key={taskOf(one)}>
                <p className={classes.first}>{taskOf(one)}</p>
                {one.overlaps.map((span) => (
                  <p key={span.start} className={classes.span}>
                    {spanOf(span)}
                  </p>
                ))}
              </li>
            ))}
          </ul>
        </details>
      )}
    </aside>
  );
}
