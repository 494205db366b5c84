import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../../api/problem.ts';
import { pushState, subscribeToPush, unsubscribeFromPush } from '../../live/push.ts';
import { startRinging } from '../../live/ringing.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import classes from './NoticesPage.module.css';

const STATE_KEY = ['push-state'] as const;

/** Whether this browser is told, also while no page is open, and how it sounds when it rings. */
export function DevicePanel({ pushKey }: { pushKey: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const state = useQuery({ queryKey: STATE_KEY, queryFn: pushState });
  const turn = useMutation({
    mutationFn: (on: boolean) => (on ? subscribeToPush(pushKey) : unsubscribeFromPush()),
    onSuccess: (now) => client.setQueryData(STATE_KEY, now),
  });
  const ring = () =>
    startRinging({
      id: `try ${Date.now()}`,
      title: t('notices.device.tryTitle'),
      path: '/notices/try',
    });
  return (
    <section className={classes.panel} aria-labelledby="device">
      <h2 id="device">{t('notices.device.title')}</h2>
      <p>{t('notices.device.text')}</p>
      {state.data === 'unsupported' && <Notice>{t('notices.device.unsupported')}</Notice>}
      {state.data === 'blocked' && <Notice kind="warning">{t('notices.device.blocked')}</Notice>}
      {state.data === 'on' && <Notice kind="ok">{t('notices.device.isOn')}</Notice>}
      {turn.error instanceof ApiFailure && <FailureNotice error={turn.error} />}
      {turn.isError && !(turn.error instanceof ApiFailure) && (
        <Notice kind="error">{t('notices.device.noService')}</Notice>
      )}
      <div className={classes.buttons}>
        {state.data === 'off' && (
          <Button loading={turn.isPending} onClick={() => turn.mutate(true)}>
            {t('notices.device.turnOn')}
          </Button>
        )}
        {state.data === 'on' && (
          <Button variant="default" loading={turn.isPending} onClick={() => turn.mutate(false)}>
            {t('notices.device.turnOff')}
          </Button>
        )}
        <Button variant="default" onClick={ring} data-testid="try-ringing">
          {t('notices.device.try')}
        </Button>
      </div>
    </section>
  );
}
