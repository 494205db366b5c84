import { IconBellRinging } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { ringBell } from '../live/bell.ts';
import classes from './Alarm.module.css';

interface AlarmProps {
  /** Rings as long as this is not empty, and anew when it changes. */
  rings?: string;
  danger?: boolean;
  testId: string;
  appointmentId?: string;
  children: ReactNode;
}

/** What rings looks and sounds alike, whoever calls: a card above everything, and the bell. */
export function Alarm({ rings, danger, testId, appointmentId, children }: AlarmProps) {
  useEffect(() => (rings ? ringBell() : undefined), [rings]);
  return (
    <section
      className={classes.alarm}
      role="alert"
      data-danger={danger || undefined}
      data-testid={testId}
      data-appointment-id={appointmentId}
    >
      {children}
    </section>
  );
}

interface AlarmLineProps {
  /** Who calls and why. */
  children: ReactNode;
  /** The buttons that answer. */
  answers: ReactNode;
}

/** One call within an alarm. */
export function AlarmLine({ children, answers }: AlarmLineProps) {
  return (
    <div className={classes.line}>
      <IconBellRinging className={classes.bell} size={28} stroke={1.75} aria-hidden />
      <div className={classes.text}>{children}</div>
      <div className={classes.answers}>{answers}</div>
    </div>
  );
}
