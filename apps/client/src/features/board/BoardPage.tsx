import { Button } from '@mantine/core';
import type { BoardRow as Row } from '@silkconsult/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import { dayName } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { HospitalName } from '../../ui/HospitalName.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import classes from './BoardPage.module.css';
import { BoardRow } from './BoardRow.tsx';
import { FirstToFail } from './FirstToFail.tsx';
import { type BoardGroup, type BoardOrder, groupRows, isDone, onBoard } from './groups.ts';
import { pressing } from './urgency.ts';
import { useBoard } from './useBoard.ts';

/** What stands open in the telemedicine centre all day: every consult, and what is about to go wrong. */
export default function BoardPage() {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const zone = me?.timeZone ?? 'UTC';
  const { query, today } = useBoard(now, zone);
  return (
    <Shell>
      <header className={classes.header}>
        <PageHeading title={t('board.title')} />
        <p className={classes.lead}>{t('board.lead')}</p>
      </header>
      {query.isPending && <Skeleton height="6rem" count={5} />}
      {query.isError && !query.data && (
        <FailureNotice
          title={t('board.loadFailed')}
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && <Board rows={onBoard(query.data.items, today)} now={now} zone={zone} />}
    </Shell>
  );
}

function Board({ rows, now, zone }: { rows: Row[]; now: Date; zone: string }) {
  const { t } = useTranslation();
  const [order, setOrder] = useState<BoardOrder>('time');
  const [onlyProblems, setOnlyProblems] = useState(false);
  const alive = rows.filter((row) => !isDone(row));
  const shown = onlyProblems ? alive.filter((row) => pressing(row, now).length > 0) : alive;
  const done = rows.filter(isDone);
  if (rows.length === 0) return <p className={classes.empty}>{t('board.empty')}</p>;
  return (
    <div className={classes.board} data-testid="board">
      <FirstToFail rows={rows} now={now} zone={zone} />
      <div className={classes.tools}>
        <fieldset className={classes.orders}>
          <legend className="visuallyHidden">{t('board.order')}</legend>
          {(['time', 'hospital'] as const).map((one) => (
            <Button
              key={one}
              size="sm"
              variant={order === one ? 'filled' : 'default'}
              aria-pressed={order === one}
              onClick={() => setOrder(one)}
              data-testid={`board-by-${one}`}
            >
              {t(one === 'time' ? 'board.byTime' : 'board.byHospital')}
            </Button>
          ))}
        </fieldset>
        <label className={classes.only}>
          <input
            type="checkbox"
            checked={onlyProblems}
            onChange={(event) => setOnlyProblems(event.currentTarget.checked)}
          />
          {t('board.onlyProblems')}
        </label>
      </div>
      {shown.length === 0 && <p className={classes.empty}>{t('board.nothingWrong')}</p>}
      {groupRows(shown, order, zone).map((group) => (
        <section key={group.key} className={classes.group}>
          <h2 className={classes.groupTitle}>
            <GroupTitle group={group} now={now} zone={zone} />
            <span>{t('board.consults', { count: group.rows.length })}</span>
          </h2>
          <ul className={classes.rows}>
            {group.rows.map((row) => (
              <BoardRow key={row.appointmentId} row={row} order={order} now={now} zone={zone} />
            ))}
          </ul>
        </section>
      ))}
      {done.length > 0 && !onlyProblems && (
        <details className={classes.group}>
          <summary className={classes.groupTitle}>
            {t('board.done')} <span>{t('board.consults', { count: done.length })}</span>
          </summary>
          <ul className={classes.rows}>
            {done.map((row) => (
              <BoardRow key={row.appointmentId} row={row} order="time" now={now} zone={zone} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function GroupTitle({ group, now, zone }: { group: BoardGroup; now: Date; zone: string }) {
  const { t } = useTranslation();
  if (group.hospital) return <HospitalName name={group.hospital.name} />;
  return <>{dayName(t, new Date(group.rows[0]?.start ?? now), zone, now)}</>;
}
