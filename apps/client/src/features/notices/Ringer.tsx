import { Button } from '@mantine/core';
import { pushMessageSchema } from '@silkconsult/protocol';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { listNotices } from '../../api/notices.ts';
import { NOTICES_KEY } from '../../api/queries.ts';
import { onRingingChange, ringingCall, startRinging, stopRinging } from '../../live/ringing.ts';
import classes from '../../ui/Alarm.module.css';
import { Alarm, AlarmLine } from '../../ui/Alarm.tsx';

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
    <Alarm testId="ringer">
      <AlarmLine
        answers={
          <>
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
          </>
        }
      >
        <p className={classes.title} lang={call.language} dir="auto">
          {call.title}
        </p>
      </AlarmLine>
    </Alarm>
  );
}
