import type { BoardPerson, BoardRow as Row } from '@silkconsult/protocol';
import { IconChevronRight, IconCircleCheck, IconDoor } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useHospitalName } from '../../api/hospitals.ts';
import { useMe } from '../../api/session.ts';
import { clock, clockRange, clocksOf, dayName, zoneName } from '../../time/format.ts';
import { HospitalName } from '../../ui/HospitalName.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import classes from './BoardRow.module.css';
import { type BoardOrder, isDone } from './groups.ts';
import { PersonLine } from './PersonLine.tsx';
import { ProblemMark } from './ProblemMark.tsx';
import { pressing } from './urgency.ts';

interface BoardRowProps {
  row: Row;
  order: BoardOrder;
  now: Date;
  zone: string;
}

/** One consult: when on which clocks, where, who is there, and what is missing. */
export function BoardRow({ row, order, now, zone }: BoardRowProps) {
  const { t } = useTranslation();
  const hospitalName = useHospitalName();
  const problems = pressing(row, now);
  return (
    <li
      className={classes.row}
      data-testid="board-row"
      data-appointment-id={row.appointmentId}
      data-status={row.status}
      data-done={isDone(row) || undefined}
    >
      <Times row={row} order={order} now={now} zone={zone} />
      <div className={classes.what}>
        <p className={classes.title}>
          {order === 'time' ? <HospitalName name={row.hospital.name} /> : specialtyOf(row, t)}
        </p>
        <p className={classes.sub}>
          {order === 'time' && <span>{specialtyOf(row, t)}</span>}
          {row.rooms.length > 0 && (
            <span className={classes.room}>
              <IconDoor size={16} stroke={1.75} aria-label={t('roles.location')} />
              <bdi>{row.rooms.join(', ')}</bdi>
            </span>
          )}
          <StatusMark status={row.status} />
        </p>
        <ul className={classes.people}>
          {inOrder(row.people).map((person) => (
            <PersonLine key={person.actor} person={person} done={isDone(row)} zone={zone} />
          ))}
        </ul>
      </div>
      <div className={classes.problems}>
        {problems.map((problem) => (
          <ProblemMark
            key={`${problem.kind} ${problem.actor}`}
            problem={problem}
            row={row}
            now={now}
          />
        ))}
        {problems.some(({ kind }) => kind.startsWith('rehearsal')) && (
          <Link className={classes.rehearse} href={`/appointments/${row.appointmentId}/rehearsal`}>
            {t('rehearsal.open')}
          </Link>
        )}
        {problems.length === 0 && !isDone(row) && (
          <span className={classes.ready}>
            <IconCircleCheck size={17} stroke={1.75} aria-hidden />
            {t('board.ready')}
          </span>
        )}
      </div>
      <Link
        className={classes.open}
        href={`/appointments/${row.appointmentId}`}
        aria-label={`${t('board.open')}: ${hospitalName(row.hospital.name)}, ${clock(new Date(row.start), zone)}`}
      >
        <IconChevronRight className="mirrored" size={22} stroke={1.75} aria-hidden />
      </Link>
    </li>
  );
}

const ORDER: BoardPerson['role'][] = [
  'specialist',
  'referrer',
  'patient',
  'interpreter',
  'observer',
];
const inOrder = (people: readonly BoardPerson[]) =>
  people.toSorted((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));

const specialtyOf = (row: Row, t: ReturnType<typeof useTranslation>['t']) =>
  row.specialty ? t(`specialties.${row.specialty}`) : '';

function Times({ row, order, now, zone }: BoardRowProps) {
  const { t } = useTranslation();
  const me = useMe();
  const start = new Date(row.start);
  const others = [...(me ? clocksOf(me).slice(1) : []), row.hospital.timeZone];
  return (
    <div className={classes.times}>
      {order === 'hospital' && <span>{dayName(t, start, zone, now)}</span>}
      <strong>{clock(start, zone)}</strong>
      <span className="visuallyHidden">{clockRange(t, start, new Date(row.end), zone)}</span>
      {[...new Set(others)]
        .filter((other) => other !== zone)
        .map((other) => (
          <span key={other}>
            {clock(start, other)} {zoneName(t, other)}
          </span>
        ))}
    </div>
  );
}
