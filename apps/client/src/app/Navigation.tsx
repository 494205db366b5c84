import { useEffect, useRef } from 'react';
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
  const list = useRef<HTMLUListElement>(null);
  // On a narrow screen the row is longer than the screen: where one is must not be out of sight.
  useEffect(() => showCurrent(list.current));
  if (destinations.length < 2) return null;
  return (
    <nav className={classes.navigation} aria-label={t('app.navigation')}>
      <ul className={classes.list} ref={list}>
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

/** Scrolls the row alone, whichever way it is written; the page stays where it is. */
function showCurrent(list: HTMLElement | null): void {
  const current = list?.querySelector('[aria-current]')?.getBoundingClientRect();
  if (!list || !current) return;
  const row = list.getBoundingClientRect();
  const hidden = current.left < row.left || current.right > row.right;
  if (hidden) list.scrollLeft += current.left + current.width / 2 - row.left - row.width / 2;
}
