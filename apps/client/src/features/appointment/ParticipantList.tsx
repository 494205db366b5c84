import type { Appointment } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { clockWithZone } from '../../time/format.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { HospitalName } from '../../ui/HospitalName.tsx';
import classes from './ParticipantList.module.css';
import { nameFor, peopleOf } from './people.ts';

/** Who takes part: name, part, organisation, language, and what their clock says at the start. */
export function ParticipantList({ appointment }: { appointment: Appointment }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const me = useMe();
  const start = new Date(appointment.start);
  return (
    <ul className={classes.list}>
      {peopleOf(appointment).map((person) => {
        const name = nameFor(person, language);
        return (
          <li key={person.actor} className={classes.person}>
            <Avatar name={person.name} role={person.role} />
            <div className={classes.body}>
              <p className={classes.name}>
                <bdi>{person.actor === me?.personId ? t('common.itIsYou', { name }) : name}</bdi>
                {person.nativeName && person.nativeName !== name && (
                  <bdi className={classes.native}>{person.nativeName}</bdi>
                )}
              </p>
              <p className={classes.details}>
                <span>{t(`roles.${person.role}`)}</span>
                {person.organizationName && (
                  <span>
                    <HospitalName name={person.organizationName} />
                  </span>
                )}
              </p>
              <p className={classes.details}>
                {person.language && (
                  <span>
                    {t('appointment.speaks', { language: t(`languages.${person.language}`) })}
                  </span>
                )}
                {person.timeZone && (
                  <span>
                    {t('appointment.localTime', { time: clockWithZone(t, start, person.timeZone) })}
                  </span>
                )}
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
