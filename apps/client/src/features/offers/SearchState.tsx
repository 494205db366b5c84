import type { InterpreterOffer } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { ticking } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import classes from './InterpreterSearch.module.css';

/** How the search stands in sentences: who is asked, what happens next and when, how it ended. */
export function SearchState({ offer }: { offer: InterpreterOffer }) {
  const { t } = useTranslation();
  const now = useNow(1000);
  const names = offer.interpreters.map(({ name }) => name).join(', ');
  if (offer.state === 'accepted') return <p>{t(`offers.${offer.kind}.accepted`, { names })}</p>;
  if (offer.state === 'nobody')
    return (
      <>
        {offer.kind === 'call' && <p>{t('offers.call.rung', { number: offer.asked })}</p>}
        <p>{t(`offers.${offer.kind}.nobody`)}</p>
      </>
    );
  if (offer.state === 'closed') return <p>{t('offers.search.closed')}</p>;
  const left = offer.roundEndsAt ? Date.parse(offer.roundEndsAt) - now.getTime() : 0;
  const time = ticking(left);
  return (
    <>
      <p className={classes.asked}>{t(`offers.${offer.kind}.asked`, { count: offer.asked })}</p>
      {offer.circle && (
        <p>{t('offers.search.now', { circle: t(`offers.circles.${offer.circle}`) })}</p>
      )}
      {names && <p>{t('offers.search.half', { names })}</p>}
      <p className={classes.next}>
        {offer.nextCircle
          ? t('offers.search.next', { time, circle: t(`offers.circles.${offer.nextCircle}`) })
          : t(`offers.${offer.kind}.last`, { time })}
      </p>
    </>
  );
}
