import { Button } from '@mantine/core';
import type { MyOffer } from '@silkconsult/protocol';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../../api/problem.ts';
import { useLiveUpdates } from '../../api/queries.ts';
import classes from '../../ui/Alarm.module.css';
import { Alarm, AlarmLine } from '../../ui/Alarm.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { OfferFacts } from './OfferFacts.tsx';
import { isWaiting, useAnswer, useMyOffers } from './useAnswer.ts';
import { useStill } from './useStill.ts';

/**
 * Rings on whatever page an interpreter is: a room that waits until it is answered, an offer for
 * another day until it has been looked at.
 */
export default function OfferAlarm() {
  useLiveUpdates();
  const offers = useMyOffers() ?? [];
  const ringing = offers.filter(
    (one) => isWaiting(one) && (one.kind === 'call' || one.state === 'offered'),
  );
  const calls = ringing.filter(({ kind }) => kind === 'call');
  const [first] = calls.length > 0 ? calls : ringing;
  const still = useStill(first?.id);
  const { t } = useTranslation();
  // An answer can fail after the offer is gone: the sentence stays until it has been read.
  const [missed, setMissed] = useState<unknown>();
  // Who heard it ring is told when somebody else was faster, also before they could answer.
  const heard = useRef<string>(undefined);
  const lost = offers.some((one) => one.id === heard.current && one.state === 'lost');
  useEffect(() => {
    if (lost) setMissed(new ApiFailure('offer_taken'));
    heard.current = first?.id;
  }, [lost, first?.id]);
  if (!first && missed === undefined) return null;
  return (
    <Alarm
      rings={first ? first.id + first.offeredAt : ''}
      testId="offer-alarm"
      appointmentId={first?.appointmentId}
    >
      {first && <Ringing key={first.id} offer={first} still={still} onFailure={setMissed} />}
      {missed !== undefined && (
        <div className={classes.answers} data-testid="offer-missed">
          <FailureNotice error={missed} />
          <Button variant="default" onClick={() => setMissed(undefined)}>
            {t('common.close')}
          </Button>
        </div>
      )}
    </Alarm>
  );
}

interface RingingProps {
  offer: MyOffer;
  /** It did not take the place of another just now, whose press this could be. */
  still: boolean;
  onFailure(error: unknown): void;
}

function Ringing({ offer, still, onFailure }: RingingProps) {
  const { t } = useTranslation();
  const { mutate, isPending } = useAnswer();
  const answer = (answer: 'accept' | 'decline' | 'seen') =>
    mutate({ offer, answer }, { onError: onFailure });
  return (
    <AlarmLine
      answers={
        <>
          <Button
            loading={isPending}
            disabled={!still}
            onClick={() => answer('accept')}
            data-testid="ring-accept"
          >
            {t('offers.accept')}
          </Button>
          <Button
            variant="default"
            disabled={isPending || !still}
            onClick={() => answer('decline')}
            data-testid="ring-decline"
          >
            {t('offers.decline')}
          </Button>
          {offer.kind === 'planned' && (
            <Button variant="subtle" disabled={isPending || !still} onClick={() => answer('seen')}>
              {t('offers.later')}
            </Button>
          )}
        </>
      }
    >
      <p className={classes.title}>{t(`offers.ring.${offer.kind}`)}</p>
      <OfferFacts offer={offer} />
    </AlarmLine>
  );
}
