import { IconChevronDown } from '@tabler/icons-react';
import { type FocusEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useMe } from '../api/session.ts';
import { useWideScreen } from '../ui/useWideScreen.ts';
import classes from './Navigation.module.css';
import { DESTINATIONS, type Destination, inTheRow, isWithin } from './navigation.ts';

/** The way between the pages; not shown to those who have one page only. */
export function Navigation() {
  const { t } = useTranslation();
  const [location] = useLocation();
  const me = useMe();
  const wide = useWideScreen();
  const destinations = me ? DESTINATIONS.filter(({ suits }) => suits(me)) : [];
  const list = useRef<HTMLUListElement>(null);
  // On a narrow screen the row is longer than the screen: where one is must not be out of sight.
  useEffect(() => showCurrent(list.current));
  if (destinations.length < 2) return null;
  // There it can be pushed aside, so that it holds everything.
  const { row, more } = wide ? inTheRow(destinations) : { row: destinations, more: [] };
  const items = (some: readonly Destination[]) =>
    some.map(({ path, label, icon: Icon }) => (
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
    ));
  return (
    <nav className={classes.navigation} aria-label={t('app.navigation')}>
      <ul className={classes.list} ref={list}>
        {items(row)}
        {more.length > 0 && (
          <li>
            {/* Whoever has gone to another page finds it closed. */}
            <details className={classes.more} key={location} onBlur={closeOutside}>
              <summary
                className={classes.link}
                data-current={more.some(({ path }) => isWithin(location, path)) || undefined}
                data-testid="more-pages"
              >
                {t('app.more')}
                <IconChevronDown size={16} stroke={1.75} aria-hidden />
              </summary>
              <ul className={classes.menu}>{items(more)}</ul>
            </details>
          </li>
        )}
      </ul>
    </nav>
  );
}

function closeOutside({ currentTarget, relatedTarget }: FocusEvent<HTMLDetailsElement>): void {
  if (!currentTarget.contains(relatedTarget)) currentTarget.open = false;
}

/** Scrolls the row alone, whichever way it is written; the page stays where it is. */
function showCurrent(list: HTMLElement | null): void {
  const current = list?.querySelector('[aria-current]')?.getBoundingClientRect();
  if (!list || !current || current.width === 0) return;
  const row = list.getBoundingClientRect();
  const hidden = current.left < row.left || current.right > row.right;
  if (hidden) list.scrollLeft += current.left + current.width / 2 - row.left - row.width / 2;
}
