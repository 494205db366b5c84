import type { BoardProblem, BoardRow } from '@silkconsult/protocol';
import { IconAlertTriangle, IconClockExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isolated } from '../../i18n/isolated.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { duration } from '../../time/format.ts';
import { nameFor } from '../appointment/people.ts';
import classes from './ProblemMark.module.css';
import { urgencyOf } from './urgency.ts';

interface ProblemMarkProps {
  problem: BoardProblem;
  row: BoardRow;
  now: Date;
  /** Says how long there is left, or since when it is too late. */
  withDue?: boolean;
}

/** One thing that is missing or goes wrong, in words; colour and sign only repeat them. */
export function ProblemMark({ problem, row, now, withDue }: ProblemMarkProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const urgency = urgencyOf(problem, now);
  const person = row.people.find(({ actor }) => actor === problem.actor);
  const name = person ? nameFor(person, language) : (row.rooms[0] ?? '');
  const Icon = urgency === 'late' ? IconAlertTriangle : IconClockExclamation;
  const left = new Date(problem.due).getTime() - now.getTime();
  return (
    <span
      className={classes.mark}
      data-testid="problem"
      data-kind={problem.kind}
      data-urgency={urgency}
      data-severity={problem.severity}
    >
      <Icon size={17} stroke={1.75} aria-hidden />
      <span>
        {t(`board.problems.${problem.kind}`, { name: isolated(name) })}
        {withDue && (
          <small className={classes.due}>
            {t(left > 0 ? 'board.dueIn' : 'board.late', { duration: duration(t, left) })}
          </small>
        )}
      </span>
    </span>
  );
}
