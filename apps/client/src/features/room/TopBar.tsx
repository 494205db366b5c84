import type { Appointment } from '@silkconsult/protocol';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import type { CallState } from '../../call/index.ts';
import { clock, clocksOf, zoneName } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { Brand } from '../../ui/Brand.tsx';
import { LanguageSwitcher } from '../../ui/LanguageSwitcher.tsx';
import { useAfterFirstPaint } from '../../ui/useAfterFirstPaint.ts';
import { ConnectionSign } from './ConnectionSign.tsx';
import classes from './TopBar.module.css';

interface TopBarProps {
  call: CallState;
  appointment: Appointment;
  /** Whose words are kept. */
  sign: ReactNode;
}

export function TopBar({ call, appointment, sign }: TopBarProps) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow(5000);
  const painted = useAfterFirstPaint();
  return (
    <header className={classes.bar}>
      <div className={classes.brand}>
        <Brand size={26} />
      </div>
      <bdi className={classes.reason}>{appointment.reason}</bdi>
      <div className={classes.end}>
        {me && (
          <span className={classes.clocks}>
            {clocksOf(me).map((zone) => (
              <span key={zone}>
                <b>{clock(now, zone)}</b> {zoneName(t, zone)}
              </span>
            ))}
          </span>
        )}
        {sign}
        <ConnectionSign connection={call.connection} />
        <div className={classes.language}>{painted && <LanguageSwitcher />}</div>
      </div>
    </header>
  );
}
