import type { Participant } from '@silkconsult/protocol';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession, CallState } from '../../call/index.ts';
import { CaptionPanel } from './CaptionPanel.tsx';
import { ChatPanel } from './ChatPanel.tsx';
import classes from './SidePanel.module.css';
import type { SilentLanguage } from './useSilentLanguages.ts';

interface SidePanelProps {
  session: CallSession;
  call: CallState;
  participants: readonly Participant[];
  silent: SilentLanguage[];
  wide: boolean;
  onClose(): void;
}

/** Captions over messages where there is room for both; a sheet with two leaves where there is not. */
export function SidePanel(props: SidePanelProps) {
  const { session, call, participants, silent, wide, onClose } = props;
  const { t } = useTranslation();
  const [leaf, setLeaf] = useState<'captions' | 'chat'>('captions');
  return (
    <aside className={classes.panel} aria-label={t('room.panel')} data-wide={wide}>
      {!wide && (
        <div className={classes.leaves}>
          {(['captions', 'chat'] as const).map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={leaf === name}
              data-testid={`panel-${name}`}
              onClick={() => setLeaf(name)}
            >
              {t(`${name}.title`)}
            </button>
          ))}
          <button
            type="button"
            className={classes.close}
            aria-label={t('common.close')}
            onClick={onClose}
          >
            <IconX size={20} aria-hidden />
          </button>
        </div>
      )}
      {(wide || leaf === 'captions') && (
        <CaptionPanel {...{ session, call, participants, silent }} />
      )}
      {(wide || leaf === 'chat') && (
        <ChatPanel session={session} chat={call.chat} selfId={call.selfId} />
      )}
    </aside>
  );
}
