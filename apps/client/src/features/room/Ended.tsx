import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import type { CallSession } from '../../call/index.ts';
import { withTexts } from '../../i18n/index.ts';
import { useCall } from '../../room/useCall.ts';
import { PageHeading } from '../../ui/PageHeading.tsx';
import classes from './Ended.module.css';

/** Nothing of the transcript is loaded before there can be one. */
const OpenTranscript = lazy(() =>
  withTexts(() => import('../transcript/OpenTranscript.tsx'), 'transcript'),
);

interface EndedProps {
  session: CallSession;
  onExit(): void;
  onRead(): void;
  onAgain(): void;
}

/** How it ended, and the way on. */
export function Ended({ session, onExit, onRead, onAgain }: EndedProps) {
  const { t } = useTranslation();
  const me = useMe();
  const { phase, problem } = useCall(session);
  const text: Record<string, [string, string]> = {
    left: [t('ended.leftTitle'), t('ended.leftText')],
    ended: [t('ended.endedTitle'), t('ended.endedText')],
    denied: [t('lobby.denied'), t('lobby.deniedText')],
    removed: [t('ended.removedTitle'), t('ended.removedText')],
    replaced: [t('ended.replacedTitle'), t('ended.replacedText')],
    failed: [
      t('ended.failedTitle'),
      t(`errors.${problem?.code ?? 'network'}`, problem?.params ?? {}),
    ],
  };
  const [title, sentence] = text[phase] ?? [t('ended.leftTitle'), ''];
  const reads = (phase === 'left' || phase === 'ended') && me?.role !== 'observer';
  const again = phase !== 'ended' && phase !== 'removed';
  return (
    <Shell narrow>
      <div className={classes.page} data-testid="call-ended" data-phase={phase}>
        <PageHeading title={title} />
        <p className={classes.text}>{sentence}</p>
        <div className={classes.buttons}>
          {again && (
            <Button onClick={onAgain} data-testid="come-back">
              {phase === 'replaced' ? t('ended.useHere') : t('ended.comeBack')}
            </Button>
          )}
          {reads && (
            <Suspense fallback={null}>
              <OpenTranscript onOpen={onRead} />
            </Suspense>
          )}
          {me?.role !== 'patient' && (
            <Button variant="default" onClick={onExit}>
              {t('ended.consult')}
            </Button>
          )}
        </div>
      </div>
    </Shell>
  );
}
