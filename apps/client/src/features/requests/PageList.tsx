import type { ServiceRequest } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { clock } from '../../time/format.ts';
import page from '../appointment/AppointmentPage.module.css';
import { nameFor } from '../appointment/people.ts';
import classes from './RequestView.module.css';

/** Who was called for a stat request, when, and who answered. */
export function PageList({ pages }: { pages: ServiceRequest['pages'] }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const zone = useMe()?.timeZone ?? 'UTC';
  if (pages.length === 0) return null;
  return (
    <section className={page.panel} aria-labelledby="pages">
      <h2 id="pages">{t('requests.paged')}</h2>
      <ul className={classes.pages}>
        {pages.map(({ person, level, pagedAt, answeredAt }) => (
          <li key={person.id}>
            <span>
              <bdi>{nameFor(person, language)}</bdi>{' '}
              <span className={classes.small}>{t(`requests.level.${level}`)}</span>
            </span>
            <span>
              {answeredAt
                ? t('requests.answeredAt', { time: clock(new Date(answeredAt), zone) })
                : t('requests.pagedAt', { time: clock(new Date(pagedAt), zone) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
