import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Notice.module.css';

export type NoticeKind = 'info' | 'ok' | 'warning' | 'error';

const ICONS = {
  info: IconInfoCircle,
  ok: IconCircleCheck,
  warning: IconAlertTriangle,
  error: IconAlertTriangle,
};

interface NoticeProps {
  kind?: NoticeKind;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** A sentence that must be seen; errors are read out at once, the rest when there is a pause. */
export function Notice({ kind = 'info', title, children, action }: NoticeProps) {
  const Icon = ICONS[kind];
  return (
    <div className={classes.notice} data-kind={kind} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon className={classes.icon} size={22} stroke={1.75} aria-hidden />
      <div className={classes.body}>
        {title && <p className={classes.title}>{title}</p>}
        {children && <div className={classes.text}>{children}</div>}
      </div>
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
