import { Button } from '@mantine/core';
import {
  IconDoorExit,
  IconLanguage,
  IconLayoutSidebarRight,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconSettings,
  IconVideo,
  IconVideoOff,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession, CallState } from '../../call/index.ts';
import { loadTexts } from '../../i18n/index.ts';
import { Notice } from '../../ui/Notice.tsx';
import classes from './Controls.module.css';

const EndDialog = lazy(() => import('./EndDialog.tsx'));
const SettingsDialog = lazy(async () => {
  const [component] = await Promise.all([
    import('./SettingsDialog.tsx'),
    loadTexts('captionLooks'),
  ]);
  return component;
});

interface ControlsProps {
  session: CallSession;
  call: CallState;
  panelShown: boolean;
  unread: number;
  onTogglePanel(): void;
  onCallInterpreter(): void;
}

/** What one does in a room, in the order of how often. */
export function Controls(props: ControlsProps) {
  const { session, call, panelShown, unread, onTogglePanel, onCallInterpreter } = props;
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<'end' | 'settings'>();
  const [trouble, setTrouble] = useState<string>();
  const { microphone, camera, permissions } = call;
  const toggle = async (kind: 'microphone' | 'camera') => {
    setTrouble(undefined);
    if (call[kind].on) return session.tracks.turnOff(kind);
    const captured = await session.tracks.turnOn(kind);
    if (captured && 'trouble' in captured) setTrouble(sentenceOf(kind, captured.trouble));
  };
  return (
    <>
      {trouble && <Notice kind="warning">{t(trouble)}</Notice>}
      <div className={classes.bar} role="toolbar" aria-label={t('room.controls')}>
        {permissions.includes('produce:microphone') && (
          <Control
            label={t(microphone.on ? 'room.mute' : 'room.unmute')}
            off={!microphone.on}
            testId="toggle-mic"
            onClick={() => void toggle('microphone')}
          >
            {microphone.on ? <IconMicrophone aria-hidden /> : <IconMicrophoneOff aria-hidden />}
          </Control>
        )}
        {permissions.includes('produce:camera') && (
          <Control
            label={t(camera.on ? 'room.cameraOff' : 'room.cameraOn')}
            off={!camera.on}
            testId="toggle-camera"
            onClick={() => void toggle('camera')}
          >
            {camera.on ? <IconVideo aria-hidden /> : <IconVideoOff aria-hidden />}
          </Control>
        )}
        <Control label={t('room.settings')} testId="settings" onClick={() => setDialog('settings')}>
          <IconSettings aria-hidden />
        </Control>
        <Control
          label={t(panelShown ? 'room.hidePanel' : 'room.showPanel')}
          testId="toggle-panel"
          onClick={onTogglePanel}
        >
          <IconLayoutSidebarRight className="mirrored" aria-hidden />
          {unread > 0 && (
            <span className={classes.unread}>
              <span aria-hidden>{unread}</span>
              <span className="visuallyHidden">{t('chat.new', { count: unread })}</span>
            </span>
          )}
        </Control>
        {permissions.includes('admit') && (
          <Control
            label={t('room.callInterpreter')}
            testId="call-interpreter"
            onClick={onCallInterpreter}
          >
            <IconLanguage aria-hidden />
          </Control>
        )}
        <span className={classes.gap} />
        {permissions.includes('endRoom') && (
          <Button
            variant="subtle"
            className={classes.end}
            aria-label={t('room.endForAll')}
            title={t('room.endForAll')}
            onClick={() => setDialog('end')}
            data-testid="end-for-all"
            leftSection={<IconPhoneOff size={20} stroke={1.75} aria-hidden />}
          >
            {t('room.endForAll')}
          </Button>
        )}
        <Button
          color="danger"
          className={classes.leave}
          onClick={() => void session.leave()}
          data-testid="leave"
          leftSection={<IconDoorExit className="mirrored" size={20} stroke={1.75} aria-hidden />}
        >
          {t('room.leave')}
        </Button>
      </div>
      <Suspense fallback={null}>
        {dialog === 'end' && <EndDialog session={session} onClose={() => setDialog(undefined)} />}
        {dialog === 'settings' && (
          <SettingsDialog session={session} call={call} onClose={() => setDialog(undefined)} />
        )}
      </Suspense>
    </>
  );
}

function sentenceOf(kind: 'microphone' | 'camera', trouble: string): string {
  if (trouble === 'missing') {
    return kind === 'camera' ? 'deviceCheck.noCamera' : 'deviceCheck.noMicrophoneText';
  }
  if (trouble === 'denied') return 'deviceCheck.deniedText';
  return `deviceCheck.${trouble}Text`;
}

interface ControlProps {
  label: string;
  off?: boolean;
  testId: string;
  onClick(): void;
  children: ReactNode;
}

function Control({ label, off, testId, onClick, children }: ControlProps) {
  return (
    <button
      type="button"
      className={classes.control}
      data-off={off || undefined}
      data-testid={testId}
      onClick={onClick}
      title={label}
    >
      <span className={classes.disc}>{children}</span>
      <span className={classes.label}>{label}</span>
    </button>
  );
}
