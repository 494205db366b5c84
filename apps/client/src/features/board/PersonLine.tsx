import type { BoardPerson } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { clock, ticking } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { nameFor } from '../appointment/people.ts';
import classes from './PersonLine.module.css';

interface PersonLineProps {
  person: BoardPerson;
  done: boolean;
  zone: string;
}

/** Somebody of a consult, and where they are. */
export function PersonLine({ person, done, zone }: PersonLineProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { presence } = person;
  const where = done ? undefined : presence?.where;
  return (
    <li
      className={classes.person}
      data-testid="board-person"
      data-actor={person.actor}
      data-where={where ?? 'away'}
    >
      <bdi>{nameFor(person, language)}</bdi>
      <small>{t(`roles.${person.role}`)}</small>
      {where && presence && (
        <span className={classes.where}>
          {where === 'lobby' ? (
            <Waiting since={new Date(presence.since)} />
          ) : (
            t(`board.${where === 'room' ? 'inRoom' : 'left'}`, {
              time: clock(new Date(presence.since), zone),
            })
          )}
        </span>
      )}
    </li>
  );
}

/** How long somebody has been waiting, second by second. */
function Waiting({ since }: { since: Date }) {
  const { t } = useTranslation();
  const now = useNow(1000);
  return t('board.waits', { duration: ticking(now.getTime() - since.getTime()) });
}
