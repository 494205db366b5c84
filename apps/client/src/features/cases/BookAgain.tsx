import type { WrittenCase } from '@silkconsult/protocol';
import { IconCalendarSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import page from '../appointment/AppointmentPage.module.css';
import classes from './Cases.module.css';

/** The finder, filled in with the same people, languages and length; what it books stays tied to the case. */
export function BookAgain({ one }: { one: WrittenCase }) {
  const { t } = useTranslation();
  return (
    <section className={page.panel}>
      <h2>{t('cases.bookAgain')}</h2>
      <Link
        href={`/find-time?case=${one.id}`}
        className={classes.findTime}
        data-testid="case-find-time"
      >
        <IconCalendarSearch size={20} stroke={1.75} aria-hidden />
        {t('cases.findTime')}
      </Link>
    </section>
  );
}
