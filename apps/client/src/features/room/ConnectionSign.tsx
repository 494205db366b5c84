import { useTranslation } from 'react-i18next';
import type { Connection } from '../../call/index.ts';
import classes from './ConnectionSign.module.css';

/** The truth about the connection, in a word with a dot. */
export function ConnectionSign({ connection }: { connection: Connection }) {
  const { t } = useTranslation();
  return (
    <span
      className={classes.sign}
      role="status"
      data-testid="connection-state"
      data-state={connection}
    >
      {t(`room.connection.${connection}`)}
    </span>
  );
}
