import { Button } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { callInterpreter } from '../../api/offers.ts';
import { useLiveUpdates } from '../../api/queries.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import classes from './InterpreterCall.module.css';
import { SearchState } from './SearchState.tsx';
import { useOffer } from './useOffer.ts';

interface InterpreterCallProps {
  appointmentId: string;
  onClose(): void;
}

/** Calling an interpreter into the running room: it rings at once, and says what happens next. */
export default function InterpreterCall({ appointmentId, onClose }: InterpreterCallProps) {
  const { t } = useTranslation();
  const { offer, seek, stop } = useOffer<void>(appointmentId, () => callInterpreter(appointmentId));
  useLiveUpdates();
  const begun = useRef(false);
  const { mutate } = seek;
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    mutate();
  }, [mutate]);
  const shown = seek.isPending || offer?.kind !== 'call' ? undefined : offer;
  const open = shown?.state === 'open';
  return (
    <section
      className={classes.call}
      aria-label={t('offers.call.title')}
      data-testid="interpreter-call"
      data-state={shown?.state ?? 'none'}
    >
      <IconLanguage className={classes.icon} data-open={open || undefined} size={26} aria-hidden />
      <div role="status" className={classes.state}>
        {shown ? <SearchState offer={shown} /> : <p>{t('offers.call.title')}</p>}
        {seek.isError && <FailureNotice error={seek.error} />}
      </div>
      <div className={classes.buttons}>
        {open ? (
          <Button
            variant="default"
            size="sm"
            loading={stop.isPending}
            onClick={() => stop.mutate()}
          >
            {t('offers.call.stop')}
          </Button>
        ) : (
          <>
            {shown?.state !== 'accepted' && !seek.isPending && (
              <Button size="sm" onClick={() => mutate()}>
                {t('offers.call.again')}
              </Button>
            )}
            <Button variant="default" size="sm" onClick={onClose}>
              {t('common.close')}
            </Button>
          </>
        )}
      </div>
    </section>
  );
}
