import { Button } from '@mantine/core';
import type { Agreement, Me } from '@silkconsult/protocol';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listAgreements } from '../../api/requests.ts';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import requests from '../requests/RequestsPage.module.css';
import { AgreementCard } from './AgreementCard.tsx';
import classes from './AgreementsPage.module.css';
import { AGREEMENTS_KEY } from './fields.ts';

const AgreementDialog = lazy(() => import('./AgreementDialog.tsx'));

/** Who may agree for the hospital in Urumqi; the server decides. */
function mayAgree(me: Me | undefined, agreement?: Agreement): boolean {
  if (me?.organizationKind !== 'urumqi') return false;
  if (me.role === 'coordinator') return true;
  return me.role === 'admin' && (!agreement || agreement.performer.id === me.organizationId);
}

/** Whom else the partner may ask: one-to-one or many-to-one stands on the card. */
function othersOf({ partner, performer }: Agreement, all: readonly Agreement[]): string[] {
  const others = all.filter(
    (one) =>
      one.partner.id === partner.id && one.performer.id !== performer.id && one.state === 'valid',
  );
  return [...new Set(others.map((one) => one.performer.name))];
}

/** What was agreed between the partner hospitals and those of Urumqi, and what of it is used. */
export default function AgreementsPage() {
  const { t } = useTranslation();
  const me = useMe();
  const query = useQuery({ queryKey: AGREEMENTS_KEY, queryFn: listAgreements });
  const [open, setOpen] = useState<Agreement | 'new'>();
  return (
    <Shell>
      <header className={requests.header}>
        <div>
          <PageHeading title={t('app.agreements')} />
          <p className={requests.lead}>{t('agreements.lead')}</p>
        </div>
        {mayAgree(me) && (
          <Button
            leftSection={<IconPlus size={20} stroke={1.75} aria-hidden />}
            onClick={() => setOpen('new')}
            data-testid="new-agreement"
          >
            {t('agreements.new')}
          </Button>
        )}
      </header>
      {query.isPending && <Skeleton height="8rem" count={4} />}
      {query.isError && <FailureNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.length === 0 && <p className={requests.empty}>{t('agreements.empty')}</p>}
      <ul className={classes.list}>
        {query.data?.map((agreement) => (
          <AgreementCard
            key={agreement.id}
            agreement={agreement}
            others={othersOf(agreement, query.data)}
            onEdit={mayAgree(me, agreement) ? () => setOpen(agreement) : undefined}
          />
        ))}
      </ul>
      <Suspense fallback={null}>
        {open && (
          <AgreementDialog
            agreement={open === 'new' ? undefined : open}
            onClose={() => setOpen(undefined)}
          />
        )}
      </Suspense>
    </Shell>
  );
}
