import { Button, TextInput } from '@mantine/core';
import { signInSchema } from '@silkconsult/protocol';
import { IconClock, IconLanguage, IconStethoscope } from '@tabler/icons-react';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { signIn } from '../../api/endpoints.ts';
import { queryClient } from '../../app/query.ts';
import { Brand } from '../../ui/Brand.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { LanguageSwitcher } from '../../ui/LanguageSwitcher.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import classes from './SignInPage.module.css';

interface FieldErrors {
  email?: string;
  password?: string;
}

export default function SignInPage() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const back = safeBack(new URLSearchParams(location.search).get('back'));
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [errors, setErrors] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = check(email, password);
    setErrors(found);
    setFailure(undefined);
    const [first] = Object.keys(found);
    if (first) {
      document.getElementById(`sign-in-${first}`)?.focus();
      return;
    }
    setBusy(true);
    try {
      await signIn({ email, password });
      queryClient.clear();
      navigate(back ?? '/', { replace: true });
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };

  const sentence = (key?: string) => (key ? t(`signIn.${key}`) : undefined);
  return (
    <div className={classes.page}>
      <aside className={classes.side}>
        <Brand size={38} />
        <p className={classes.tagline}>{t('app.tagline')}</p>
        <ul className={classes.threads}>
          <li>
            <IconStethoscope size={22} stroke={1.5} aria-hidden />
            {t('signIn.threads.hospitals')}
          </li>
          <li>
            <IconLanguage size={22} stroke={1.5} aria-hidden />
            {t('signIn.threads.languages')}
          </li>
          <li>
            <IconClock size={22} stroke={1.5} aria-hidden />
            {t('signIn.threads.clocks')}
          </li>
        </ul>
        <Weave />
      </aside>
      <main className={classes.main}>
        <div className={classes.top}>
          <LanguageSwitcher />
        </div>
        <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
          <PageHeading title={t('signIn.title')} />
          <p className={classes.lead}>{t('signIn.lead')}</p>
          {back && !failure && <Notice>{t('signIn.again')}</Notice>}
          {failure !== undefined && <FailureNotice error={failure} />}
          <TextInput
            id="sign-in-email"
            data-testid="sign-in-email"
            type="email"
            dir="ltr"
            autoComplete="username"
            label={t('signIn.email')}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={sentence(errors.email)}
          />
          <TextInput
            type="password"
            id="sign-in-password"
            data-testid="sign-in-password"
            autoComplete="current-password"
            label={t('signIn.password')}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={sentence(errors.password)}
          />
          <Button type="submit" size="lg" loading={busy} data-testid="sign-in-submit">
            {t('signIn.submit')}
          </Button>
        </form>
      </main>
    </div>
  );
}

function check(email: string, password: string): FieldErrors {
  const errors: FieldErrors = {};
  if (email.trim() === '') errors.email = 'emailMissing';
  else if (!signInSchema.shape.email.safeParse(email.trim()).success) errors.email = 'emailInvalid';
  if (password === '') errors.password = 'passwordMissing';
  return errors;
}

/** Only a path of our own: a link must not send people elsewhere after they signed in. */
function safeBack(back: string | null): string | undefined {
  return back && /^\/(?![/\\])/.test(back) ? back : undefined;
}

/** Threads that cross: the product's one ornament. */
function Weave() {
  return (
    <svg className={classes.weave} viewBox="0 0 600 260" preserveAspectRatio="none" aria-hidden>
      {[0, 1, 2, 3, 4].map((thread) => (
        <path
          key={thread}
          d={`M-20 ${60 + thread * 34} C 140 ${-40 + thread * 66}, 260 ${270 - thread * 26}, 380 ${120 + thread * 14} S 560 ${20 + thread * 48}, 640 ${110 + thread * 20}`}
        />
      ))}
    </svg>
  );
}
