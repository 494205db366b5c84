import { Button, TextInput } from '@mantine/core';
import { PASSWORD_MIN } from '@silkconsult/protocol';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { makeAccount, openAccountLink } from '../../api/accounts.ts';
import { signIn } from '../../api/endpoints.ts';
import { queryClient } from '../../app/query.ts';
import { isolated } from '../../i18n/isolated.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { LanguageSwitcher } from '../../ui/LanguageSwitcher.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import classes from './AccountPage.module.css';

/** Where somebody who was brought in chooses a password. The link's secret never leaves the fragment. */
export default function AccountPage() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [token] = useState(() => location.hash.slice(1));
  const [password, setPassword] = useState('');
  const [short, setShort] = useState(false);
  const link = useQuery({
    queryKey: ['accountLink'],
    queryFn: () => openAccountLink(token),
    retry: false,
    gcTime: 0,
  });
  const save = useMutation({
    mutationFn: async (email: string) => {
      await makeAccount(token, password);
      await signIn({ email, password });
    },
    onSuccess: () => {
      queryClient.clear();
      navigate('/', { replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setShort(password.length < PASSWORD_MIN);
    if (link.data && password.length >= PASSWORD_MIN) save.mutate(link.data.email);
  };
  return (
    <main className={classes.page}>
      <LanguageSwitcher />
      <form className={classes.form} onSubmit={submit} noValidate>
        <PageHeading title={t('signIn.account.title')} />
        {link.isPending && <Skeleton height="6rem" count={2} />}
        {link.isError && <FailureNotice error={link.error} />}
        {link.data && (
          <>
            <p className={classes.lead}>
              {t('signIn.account.lead', {
                name: isolated(link.data.name),
                organization: isolated(link.data.organizationName),
                email: link.data.email,
              })}
            </p>
            {/* So that password managers know whose password it is. */}
            <input type="hidden" autoComplete="username" value={link.data.email} readOnly />
            <TextInput
              type="password"
              autoComplete="new-password"
              label={t('signIn.account.password')}
              value={password}
              error={short ? t('signIn.account.short') : undefined}
              data-testid="new-password"
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            {save.isError && <FailureNotice error={save.error} />}
            <Button type="submit" size="lg" loading={save.isPending} data-testid="save-password">
              {t('signIn.account.submit')}
            </Button>
          </>
        )}
      </form>
    </main>
  );
}
