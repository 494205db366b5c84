import type { BoardRow } from '@silkconsult/protocol';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { whenFrom } from '../../time/format.ts';
import { HospitalName } from '../../ui/HospitalName.tsx';
import classes from './FirstToFail.module.css';
import { ProblemMark } from './ProblemMark.tsx';
import { threats } from './urgency.ts';

const SHOWN = 5;

/** What is about to go wrong first, over all hospitals. */
export function FirstToFail({ rows, now, zone }: { rows: BoardRow[]; now: Date; zone: string }) {
  const { t } = useTranslation();
  const found = threats(rows, now);
  return (
    <section className={classes.panel} aria-labelledby="first-to-fail" data-testid="first-to-fail">
      <h2 id="first-to-fail">{t('board.firstToFail')}</h2>
      {found.length === 0 && (
        <p className={classes.calm}>
          <IconCircleCheck size={20} stroke={1.75} aria-hidden />
          {t('board.nothingWrong')}
        </p>
      )}
      <ol className={classes.list}>
        {found.slice(0, SHOWN).map(({ row, problem }) => (
          <li key={row.appointmentId}>
            <ProblemMark problem={problem} row={row} now={now} withDue />
            <Link href={`/appointments/${row.appointmentId}`} className={classes.link}>
              <HospitalName name={row.hospital.name} />,{' '}
              {whenFrom(t, new Date(row.start), zone, now)}
            </Link>
          </li>
        ))}
      </ol>
      {found.length > SHOWN && (
        <p className={classes.more}>{t('board.more', { count: found.length - SHOWN })}</p>
      )}
    </section>
  );
}
