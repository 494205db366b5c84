import { Button } from '@mantine/core';
import { pushMessageSchema } from '@silkconsult/protocol';
import { IconBellRinging } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { listNotices } from '../../api/notices.ts';
import { NOTICES_KEY } from '../../api/queries.ts';
import { onRingingChange, ringingCall, startRinging, stopRinging } from '../../live/ringing.ts';
import classes from './Ringer.module.css';

/** Older than that, a call is history. */
const FRESH_MS = 2 * 60_000;

/** Rings on every page of staff: for what they are told live, and for what is pushed to this browser. */
export default function Ringer() {
  const { t } = useTranslation();
  const [location, navigate] = useLocation();
  const call = useSyncExternalStore(onRingingChange, ringingCall);
  const notices = useQuery({ queryKey: NOTICES_KEY, queryFn: listNotices });

  useEffect(() => {
    const fresh = notices.data?.find(
      ({ ring, readAt, createdAt }) =>
        ring && !readAt && Date.now() - Date.parse(createdAt) < FRESH_MS,
    );
    if (fresh) startRinging({ ...fresh, id: `${fresh.kind} ${fresh.path}` });
  }, [notices.data]);

  useEffect(() => {
    const container = navigator.serviceWorker;
    const onMessage = ({ data }: MessageEvent<{ type?: string; message?: unknown }>) => {
      const message = pushMessageSchema.safeParse(data?.message);
      if (data?.type !== 'pushed' || !message.success) return;
      void notices.refetch();
    };
    container?.addEventListener('message', onMessage);
    return () => container?.removeEventListener('message', onMessage);
  }, [notices.refetch]);

  // Whoever is on the page that answers it has heard it.
  useEffect(() => {
    if (call && location.startsWith(call.path)) stopRinging();
  }, [call, location]);

  if (!call) return null;
  return (
    <div className={classes.ringer} role="alertdialog" aria-labelledby="ringing">
      <IconBellRinging className={classes.bell} size={28} stroke={1.75} aria-hidden />
      <p id="ringing" className={classes.title} lang={call.language} dir="auto" role="alert">
        {call.title}
      </p>
      <div className={classes.buttons}>
        <Button
          onClick={() => {
            stopRinging();
            navigate(call.path);
          }}
          data-testid="ring-open"
        >
          {t('notices.ring.open')}
        </Button>
        <Button variant="default" onClick={stopRinging} data-testid="ring-silence">
          {t('notices.ring.silence')}
        </Button>
      </div>
    </div>
  );
}
