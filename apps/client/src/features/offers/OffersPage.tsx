import { Button } from '@mantine/core';
import type { MyOffer } from '@silkconsult/protocol';
import { IconBellRinging } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useLiveUpdates } from '../../api/queries.ts';
import { Shell } from '../../app/Shell.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { OfferFacts } from './OfferFacts.tsx';
import classes from './Offers.module.css';
import { isWaiting, useAnswer, useMyOffers } from './useAnswer.ts';

/** Everything that was offered to an interpreter: what waits for an answer first. */
export default function OffersPage() {
  const { t } = useTranslation();
  const offers = useMyOffers();
  useLiveUpdates();
  const groups = offers && [
    { key: 'waiting', items: offers.filter(isWaiting) },
    { key: 'accepted', items: offers.filter(({ state }) => state === 'accepted') },
    {
      key: 'earlier',
      items: offers.filter((one) => !isWaiting(one) && one.state !== 'accepted'),
    },
  ];
  return (
    <Shell>
      <div className={classes.header}>
        <PageHeading title={t('offers.title')} />
      </div>
      {!groups && <Skeleton height="9rem" count={3} />}
      {offers?.length === 0 && (
        <div className={classes.empty}>
          <IconBellRinging size={40} stroke={1.5} aria-hidden />
          <h2>{t('offers.empty')}</h2>
          <p>{t('offers.emptyText')}</p>
        </div>
      )}
      <div className={classes.groups}>
        {groups?.map(({ key, items }) =>
          items.length === 0 ? null : (
            <section key={key} className={classes.group} aria-labelledby={`offers-${key}`}>
              <h2 id={`offers-${key}`}>{t(`offers.groups.${key}`)}</h2>
              <ul className={classes.list}>
                {items.map((offer) => (
                  <OfferCard key={offer.id} offer={offer} />
                ))}
              </ul>
            </section>
          ),
        )}
      </div>
    </Shell>
  );
}

function OfferCard({ offer }: { offer: MyOffer }) {
  const { t } = useTranslation();
  const { mutate, isPending, isError, error } = useAnswer();
  const [leaving, setLeaving] = useState(false);
  const open = isWaiting(offer);
  const ahead = new Date(offer.end) > new Date();
  return (
    <li className={classes.card} data-testid="offer" data-state={offer.state}>
      <OfferFacts offer={offer} />
      <div className={classes.answers}>
        {open && (
          <>
            <Button
              loading={isPending}
              onClick={() => mutate({ offer, answer: 'accept' })}
              data-testid="accept-offer"
            >
              {t('offers.accept')}
            </Button>
            <Button
              variant="default"
              disabled={isPending}
              onClick={() => mutate({ offer, answer: 'decline' })}
            >
              {t('offers.decline')}
            </Button>
          </>
        )}
        {!open && (
          <span className={classes.state} data-state={offer.state}>
            {t(`offers.state.${offer.state}`)}
          </span>
        )}
        {offer.state === 'accepted' && (
          <Link className={classes.link} href={`/appointments/${offer.appointmentId}`}>
            {t('offers.toConsult')}
          </Link>
        )}
        {offer.state === 'accepted' && ahead && !leaving && (
          <Button variant="subtle" color="danger" onClick={() => setLeaving(true)}>
            {t('offers.withdraw')}
          </Button>
        )}
      </div>
      {leaving && offer.state === 'accepted' && (
        <div className={classes.leaving}>
          <p>{t('offers.withdrawText')}</p>
          <div className={classes.answers}>
            <Button
              color="danger"
              loading={isPending}
              onClick={() => mutate({ offer, answer: 'withdraw' })}
            >
              {t('offers.withdraw')}
            </Button>
            <Button variant="default" onClick={() => setLeaving(false)}>
              {t('offers.keep')}
            </Button>
          </div>
        </div>
      )}
      {isError && <FailureNotice error={error} />}
    </li>
  );
}
