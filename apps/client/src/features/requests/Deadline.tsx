import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { duration, whenFrom } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import classes from './Deadline.module.css';

const SOON = 60 * 60_000;

/** The response-time clock: how long there still is, or how late it is, and until when it was. */
export function Deadline({ by, long }: { by: string; long?: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const until = new Date(by);
  const left = until.getTime() - now.getTime();
  const state = left < 0 ? 'late' : left < SOON ? 'soon' : 'ample';
  const text = left < 0 ? 'requests.deadline.late' : 'requests.deadline.left';
  return (
    <span className={classes.deadline} data-state={state}>
      {t(text, { duration: duration(t, left) })}
      {long && (
        <small className={classes.until}>
          {t('requests.deadline.until', { time: whenFrom(t, until, me?.timeZone ?? 'UTC', now) })}
        </small>
      )}
    </span>
  );
}
