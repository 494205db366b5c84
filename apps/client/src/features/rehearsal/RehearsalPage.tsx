import { Button } from '@mantine/core';
import type { Measurement, Rehearsal } from '@silkconsult/protocol';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { recordRehearsal } from '../../api/endpoints.ts';
import { readinessKey, useAppointment } from '../../api/queries.ts';
import { Shell } from '../../app/Shell.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import page from '../appointment/AppointmentPage.module.css';
import { MicrophoneCheck } from '../deviceCheck/MicrophoneCheck.tsx';
import { Preview } from '../deviceCheck/Preview.tsx';
import { useDevices } from '../deviceCheck/useDevices.ts';
import { Echo } from './Echo.tsx';
import classes from './RehearsalPage.module.css';
import { Result } from './Result.tsx';
import { runRehearsal } from './runRehearsal.ts';
import { SpeakerQuestion } from './SpeakerQuestion.tsx';

/** On the clinic's own machine, before the patient comes: everything that the consult will need. */
export default function RehearsalPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useAppointment(id);
  return (
    <Shell>
      <Link href={`/appointments/${id}`} className={page.back}>
        <IconArrowLeft className="mirrored" size={18} stroke={1.75} aria-hidden />
        {t('rehearsal.back')}
      </Link>
      <header className={classes.head}>
        <PageHeading title={t('rehearsal.title')} />
        <p>{t('rehearsal.lead')}</p>
      </header>
      {query.isPending && <Skeleton height="12rem" count={2} />}
      {query.isError && <FailureNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && <Rehearse id={id} />}
    </Shell>
  );
}

type Stage =
  | { name: 'devices' }
  | { name: 'running'; secondsLeft?: number; echo?: MediaStreamTrack }
  | { name: 'saving' }
  | { name: 'unsaved'; measurement: Measurement; error: unknown }
  | { name: 'done'; rehearsal: Rehearsal };

function Rehearse({ id }: { id: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const devices = useDevices();
  const [speaker, setSpeaker] = useState<Measurement['speaker']>('untested');
  const [stage, setStage] = useState<Stage>({ name: 'devices' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const asking = devices.microphone.state === 'asking' || devices.camera.state === 'asking';

  const save = async (measurement: Measurement) => {
    setStage({ name: 'saving' });
    try {
      const rehearsal = await recordRehearsal(id, measurement);
      setStage({ name: 'done', rehearsal });
      await client.invalidateQueries({ queryKey: readinessKey(id) });
    } catch (error) {
      setStage({ name: 'unsaved', measurement, error });
    }
  };
  const start = async () => {
    const controller = new AbortController();
    running.current = controller;
    setStage({ name: 'running' });
    const events = {
      onEcho: (echo: MediaStreamTrack) =>
        setStage((now) => (now.name === 'running' ? { ...now, echo } : now)),
      onSecondsLeft: (secondsLeft: number) =>
        setStage((now) => (now.name === 'running' ? { ...now, secondsLeft } : now)),
    };
    const measurement = await runRehearsal(id, { ...devices, speaker }, events, controller.signal);
    if (!controller.signal.aborted) await save(measurement);
  };

  return (
    <div className={classes.columns}>
      <Preview devices={devices} />
      <div className={classes.side}>
        {stage.name === 'devices' && (
          <>
            <MicrophoneCheck devices={devices} />
            <SpeakerQuestion answer={speaker} onAnswer={setSpeaker} />
          </>
        )}
        {(stage.name === 'running' || stage.name === 'saving') && (
          <section className={classes.running} role="status" data-testid="rehearsal-running">
            <strong>
              {stage.name === 'running' && stage.secondsLeft !== undefined
                ? t('rehearsal.running', { seconds: stage.secondsLeft })
                : t(stage.name === 'saving' ? 'rehearsal.saving' : 'rehearsal.connecting')}
            </strong>
            {stage.name === 'running' && stage.echo && <Echo track={stage.echo} />}
          </section>
        )}
        {stage.name === 'unsaved' && (
          <FailureNotice
            title={t('rehearsal.notSaved')}
            error={stage.error}
            onRetry={() => void save(stage.measurement)}
          />
        )}
        {stage.name === 'done' && <Result rehearsal={stage.rehearsal} />}
        {stage.name !== 'running' && stage.name !== 'saving' && (
          <Button
            size="lg"
            fullWidth
            disabled={asking}
            onClick={() => void start()}
            data-testid="start-rehearsal"
          >
            {t(stage.name === 'devices' ? 'rehearsal.start' : 'rehearsal.again')}
          </Button>
        )}
      </div>
    </div>
  );
}
