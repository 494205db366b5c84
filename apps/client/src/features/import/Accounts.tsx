import { Button, TextInput } from '@mantine/core';
import type { Account } from '@silkconsult/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inviteToAccount, listAccounts } from '../../api/accounts.ts';
import { useLiveUpdates } from '../../api/queries.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import classes from './ImportPage.module.css';

const ACCOUNTS_KEY = ['accounts'];

/** Who of the hospital can sign in, and the links by which the others will. */
export function Accounts() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const accounts = useQuery({ queryKey: ACCOUNTS_KEY, queryFn: listAccounts });
  useLiveUpdates();
  const invite = useMutation({
    mutationFn: inviteToAccount,
    onSettled: () => void client.invalidateQueries({ queryKey: ACCOUNTS_KEY }),
  });
  const given = invite.variables?.by === 'link' ? invite.variables.personId : undefined;
  const link = invite.data?.link;
  return (
    <section className={classes.section} data-testid="accounts">
      <h2 className={classes.title}>{t('import.accounts.title')}</h2>
      <p className={classes.lead}>{t('import.accounts.lead')}</p>
      <Button
        variant="default"
        loading={invite.isPending && invite.variables.by === 'mail'}
        onClick={() => invite.mutate({ by: 'mail' })}
        data-testid="mail-all"
      >
        {t('import.accounts.mailAll')}
      </Button>
      {invite.isError && <FailureNotice error={invite.error} />}
      {invite.data && !link && (
        <Notice kind="ok">{t('import.accounts.mailed', { mailed: invite.data.mailed })}</Notice>
      )}
      {accounts.isPending && <Skeleton height="3rem" count={3} />}
      {accounts.isError && <FailureNotice error={accounts.error} />}
      <ul className={classes.people}>
        {accounts.data?.map((account) => (
          <Person
            key={account.personId}
            account={account}
            busy={invite.isPending}
            link={account.personId === given ? link : undefined}
            onInvite={(email) => invite.mutate({ by: 'link', personId: account.personId, email })}
          />
        ))}
      </ul>
    </section>
  );
}

interface PersonProps {
  account: Account;
  busy: boolean;
  /** The link that was made for this person just now. */
  link: string | undefined;
  onInvite(email: string | undefined): void;
}

function Person({ account, busy, link, onInvite }: PersonProps) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const { name, nativeName, role, state } = account;
  return (
    <li className={classes.person} data-testid="account" data-state={state}>
      <div>
        <bdi>{name}</bdi> {nativeName && <bdi>({nativeName})</bdi>}
        <p className={classes.read}>
          {t(`roles.${role}`)} · {t(`import.accounts.state.${state}`)}
          {account.email && (
            <>
              {' '}
              · <bdi dir="ltr">{account.email}</bdi>
            </>
          )}
        </p>
      </div>
      {!account.email && (
        <TextInput
          type="email"
          dir="ltr"
          size="sm"
          aria-label={t('import.accounts.email')}
          placeholder={t('import.accounts.email')}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      )}
      <Button
        variant="default"
        size="sm"
        disabled={busy || (!account.email && email.trim() === '')}
        onClick={() => onInvite(account.email ? undefined : email.trim())}
        data-testid="make-link"
      >
        {t('import.accounts.link')}
      </Button>
      {link && (
        <div className={classes.given}>
          <Notice kind="ok">{t('import.accounts.given', { name })}</Notice>
          <TextInput
            readOnly
            autoFocus
            dir="ltr"
            value={link}
            aria-label={t('import.accounts.link')}
            data-testid="account-link"
            onFocus={(event) => event.currentTarget.select()}
          />
        </div>
      )}
    </li>
  );
}
