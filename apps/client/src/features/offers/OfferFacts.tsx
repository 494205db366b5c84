import type { MyOffer } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { clockRange, clocksOf, dayName, offset, zoneName } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { HospitalName } from '../../ui/HospitalName.tsx';
import { languagesOf } from './languages.ts';
import classes from './Offers.module.css';

/** What an interpreter must know to answer: languages, when on every clock, where, which specialty. */
export function OfferFacts({ offer }: { offer: MyOffer }) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const [first = 'UTC', ...more] = me ? clocksOf(me) : [];
  const start = new Date(offer.start);
  const end = new Date(offer.end);
  const theirs = offer.organizations.map(({ timeZone }) => timeZone);
  const zones = [...new Set([...more, ...theirs])].filter((zone) => zone !== first);
  const [from, to] = languagesOf(offer);
  return (
    <div className={classes.facts}>
      <p className={classes.languages}>
        {t('offers.pair', { from: t(`languages.${from}`), to: t(`languages.${to}`) })}
        {offer.covers !== 'whole' && (
          <span className={classes.half}>{t('offers.halfOfRelay')}</span>
        )}
        {offer.dialect && (
          <span className={classes.half}>{t(`offers.dialects.${offer.dialect}`)}</span>
        )}
      </p>
      <p className={classes.time}>
        {dayName(t, start, first, now)}, {clockRange(t, start, end, first)}
        <span className={classes.zone}>
          {zoneName(t, first)} ({offset(start, first)})
        </span>
      </p>
      <ul className={classes.clocks}>
        {zones.map((zone) => (
          <li key={zone}>
            {clockRange(t, start, end, zone)} {zoneName(t, zone)} ({offset(start, zone)})
          </li>
        ))}
      </ul>
      <p className={classes.where}>
        {offer.specialty && <span>{t(`specialties.${offer.specialty}`)}</span>}
        {offer.organizations.map(({ name }) => (
          <HospitalName key={name} name={name} />
        ))}
      </p>
    </div>
  );
}
