import { Button } from '@mantine/core';
import { IconLogout2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { signOut } from '../api/endpoints.ts';
import { useMe } from '../api/session.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Brand } from '../ui/Brand.tsx';
import { HospitalName } from '../ui/HospitalName.tsx';
import { LanguageSwitcher } from '../ui/LanguageSwitcher.tsx';
import { Navigation } from './Navigation.tsx';
import { OfflineNotice } from './OfflineNotice.tsx';
import { queryClient } from './query.ts';
import classes from './Shell.module.css';

/** The frame of every page but the room: brand, language, who is signed in. */
export function Shell({ children, narrow }: { children: ReactNode; narrow?: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        {t('app.skipToContent')}
      </a>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Link
            href="/"
            className={classes.home}
            aria-label={`${t('app.name')} – ${t('app.myDay')}`}
          >
            <Brand />
          </Link>
          <div className={classes.end}>
            <LanguageSwitcher />
            <Account />
          </div>
        </div>
        <Navigation />
      </header>
      <OfflineNotice />
      <main id="content" tabIndex={-1} className={classes.main} data-narrow={narrow || undefined}>
        {children}
      </main>
    </div>
  );
}

function Account() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const me = useMe();
  if (!me || me.role === 'patient') return null;
  const leave = async () => {
    await signOut().catch(() => {});
    queryClient.clear();
    navigate('/sign-in');
  };
  return (
    <div className={classes.account}>
      <Avatar name={me.name} role={me.kind ?? me.role} size="sm" />
      <div className={classes.person}>
        <bdi className={classes.name}>{me.name}</bdi>
        <HospitalName name={me.organizationName} className={classes.organization} />
      </div>
      <Button
        variant="subtle"
        size="sm"
        px="xs"
        aria-label={t('app.signOut')}
        title={t('app.signOut')}
        onClick={() => void leave()}
      >
        <IconLogout2 className="mirrored" size={20} stroke={1.75} aria-hidden />
      </Button>
    </div>
  );
}
