import type { Encounter } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { clock, clockWithZone } from '../../time/format.ts';
import page from './AppointmentPage.module.css';
import classes from './PresenceList.module.css';

/** What happened in the room: "joined 10:02, left 10:31", on the reader's clock. */
export function PresenceList({ encounter, zone }: { encounter: Encounter; zone: string }) {
  const { t } = useTranslation();
  const stays = [...encounter.presence].sort((a, b) => a.joinedAt.localeCompare(b.joinedAt));
  return (
    <section className={page.panel} aria-labelledby="presence" data-testid="presence">
      <h2 id="presence">{t('appointment.presence')}</h2>
      {stays.length === 0 && <p>{t('appointment.nobodyYet')}</p>}
      <ul className={classes.list}>
        {stays.map((stay) => (
          <li key={`${stay.personId} ${stay.joinedAt}`} data-here={!stay.leftAt || undefined}>
            <span className={classes.who}>
              <bdi>{stay.name}</bdi> <small>{t(`roles.${stay.role}`)}</small>
            </span>
            <span className={classes.times}>
              {stay.leftAt
                ? t('appointment.joinedLeft', {
                    joined: clock(new Date(stay.joinedAt), zone),
                    left: clockWithZone(t, new Date(stay.leftAt), zone),
                  })
                : t('appointment.joinedStill', {
                    joined: clockWithZone(t, new Date(stay.joinedAt), zone),
                  })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
