import { Button, TextInput } from '@mantine/core';
import type { NoticeSettings, NoticeSettingsChange } from '@silkconsult/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeNoticeSettings } from '../../api/notices.ts';
import { ApiFailure } from '../../api/problem.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { LanguageSelect } from '../../ui/LanguageSelect.tsx';
import classes from './NoticesPage.module.css';

export const SETTINGS_KEY = ['notice-settings'] as const;

/** In which language, and by which ways. Every choice holds at once. */
export function ChannelsPanel({ settings }: { settings: NoticeSettings }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [phone, setPhone] = useState(settings.phone ?? '');
  const change = useMutation({
    mutationFn: (wanted: NoticeSettingsChange) => changeNoticeSettings(wanted),
    onSuccess: (changed) => client.setQueryData(SETTINGS_KEY, changed),
  });
  const wrongPhone =
    change.error instanceof ApiFailure && change.error.issues?.some(({ path }) => path === 'phone');
  const savePhone = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ phone: phone.trim() || null });
  };
  return (
    <section className={classes.panel} aria-labelledby="channels">
      <h2 id="channels">{t('notices.channels.title')}</h2>
      <LanguageSelect
        label={t('notices.channels.language')}
        value={settings.language}
        testId="notice-language"
        onChange={(language) => change.mutate({ language })}
      />
      <Choice
        label={t('notices.channels.mail')}
        missing={!settings.available.mail && t('notices.channels.mailMissing')}
        checked={settings.mail}
        onChange={(mail) => change.mutate({ mail })}
      />
      <Choice
        label={t('notices.channels.sms')}
        missing={!settings.available.sms && t('notices.channels.smsMissing')}
        checked={settings.sms}
        onChange={(sms) => change.mutate({ sms })}
      />
      {settings.available.sms && (
        <form className={classes.wide} onSubmit={savePhone} noValidate>
          <TextInput
            type="tel"
            dir="ltr"
            autoComplete="tel"
            label={t('notices.channels.phone')}
            description={t('notices.channels.phoneHint')}
            value={phone}
            onChange={(event) => setPhone(event.currentTarget.value)}
            error={wrongPhone && t('notices.channels.phoneWrong')}
          />
          <Button type="submit" variant="default" mt="sm" loading={change.isPending}>
            {t('notices.channels.savePhone')}
          </Button>
        </form>
      )}
      {change.isError && !wrongPhone && <FailureNotice error={change.error} />}
    </section>
  );
}

interface ChoiceProps {
  label: string;
  /** Why it cannot be chosen here. */
  missing: string | false;
  checked: boolean;
  onChange(checked: boolean): void;
}

function Choice({ label, missing, checked, onChange }: ChoiceProps) {
  return (
    <label className={classes.choice}>
      <input
        type="checkbox"
        checked={checked && !missing}
        disabled={missing !== false}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {label}
        {missing && <span className={classes.faint}> – {missing}</span>}
      </span>
    </label>
  );
}
