import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useMe } from '../api/session.ts';
import classes from './Navigation.module.css';
import { DESTINATIONS, isWithin } from './navigation.ts';

/** The way between the pages; not shown to those who have one page only. */
export function Navigation() {
  const { t } = useTranslation();
  const [location] = useLocation();
  const me = useMe();
  const destinations = me ? DESTINATIONS.filter(({ suits }) => suits(me)) : [];
  if (destinations.length < 2) return null;
  return (
    <nav className={classes.navigation} aria-label={t('app.navigation')}>
      <ul className={classes.list}>
        {destinations.map(({ path, label, icon: Icon }) => (
          <li key={path}>
            <Link
              href={path}
              className={classes.link}
              aria-current={isWithin(location, path) ? 'page' : undefined}
            >
              <Icon size={18} stroke={1.75} aria-hidden />
              {t(label)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
