import type { Participant } from '@silkconsult/protocol';
import { IconX } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession, CallState } from '../../call/index.ts';
import { loadTexts } from '../../i18n/index.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { CaptionPanel } from './CaptionPanel.tsx';
import { ChatPanel } from './ChatPanel.tsx';
import classes from './SidePanel.module.css';
import type { Side } from './useSide.ts';
import type { SilentLanguage, WaysOut } from './useSilentLanguages.ts';

/** The phrasebook weighs as much as the room: it comes when it is wanted. */
const PhrasePanel = lazy(async () => {
  const [component] = await Promise.all([
    import('../phrases/PhrasePanel.tsx'),
    loadTexts('phrases'),
  ]);
  return component;
});

interface SidePanelProps {
  session: CallSession;
  call: CallState;
  participants: readonly Participant[];
  silent: SilentLanguage[];
  ways?: WaysOut;
  side: Side;
  setPhrases(shown: boolean): void;
  wide: boolean;
  onClose(): void;
}

/**
 * Captions over messages where there is room for both; a sheet with two leaves where there is not.
 * The phrasebook takes the place of the messages, so that what it shows is seen in the captions.
 */
export function SidePanel(props: SidePanelProps) {
  const { session, call, participants, silent, ways, side, setPhrases, wide, onClose } = props;
  const { phrases, typing } = side;
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
              aria-pressed={leaf === name && !phrases}
              data-testid={`panel-${name}`}
              onClick={() => {
                setLeaf(name);
                setPhrases(false);
              }}
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
      {(wide || (leaf === 'captions' && !phrases)) && (
        <CaptionPanel
          {...{ session, call, participants, silent, ways, typing }}
          onPhrases={() => setPhrases(!phrases)}
        />
      )}
      {phrases && (
        <Suspense fallback={<Skeleton height="2.5rem" count={5} />}>
          <PhrasePanel session={session} call={call} onClose={() => setPhrases(false)} />
        </Suspense>
      )}
      {(wide || leaf === 'chat') && !phrases && (
        <ChatPanel session={session} chat={call.chat} selfId={call.selfId} />
      )}
    </aside>
  );
}
