import { Button } from '@mantine/core';
import type { CaptionSegment } from '@silkconsult/protocol';
import { IconChecks, IconRepeat } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession } from '../../call/index.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import classes from './Captions.module.css';

interface ReadBackMarkProps {
  session: CallSession;
  segment: CaptionSegment;
  nameOf(peerId: string): string;
}

/** What must be read back, and who has heard it; those who may tick it off by one click. */
export function ReadBackMark({ session, segment, nameOf }: ReadBackMarkProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const { readBack } = segment;
  if (!readBack) return null;
  const { confirmedBy } = readBack;
  const confirm = async () => {
    setBusy(true);
    setFailure(undefined);
    await session.lines.confirmReadBack(segment).catch(setFailure);
    setBusy(false);
  };
  const Icon = confirmedBy ? IconChecks : IconRepeat;
  return (
    <div className={classes.readBack} data-testid="read-back" data-confirmed={Boolean(confirmedBy)}>
      <span className={classes.sign} data-warning={confirmedBy ? undefined : 'readBack'}>
        <Icon size={14} stroke={2} aria-hidden />
        {confirmedBy
          ? t('captions.readBackBy', { name: nameOf(confirmedBy) })
          : t('captions.readBack')}
      </span>
      {!confirmedBy && !segment.sourceChanged && session.can('confirmCaption') && (
        <Button
          size="compact-xs"
          variant="light"
          loading={busy}
          onClick={() => void confirm()}
          data-testid="confirm-read-back"
        >
          {t('captions.readBackDone')}
        </Button>
      )}
      {failure !== undefined && <FailureNotice error={failure} />}
    </div>
  );
}
