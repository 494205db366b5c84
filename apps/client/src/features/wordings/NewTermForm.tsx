import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Language } from '@silkconsult/protocol';
import { LANGUAGE_CODES, LANGUAGES } from '@silkconsult/protocol';
import type { NewTerm, TermDomain, WordingEntry } from '@silkconsult/protocol/wordings';
import { TERM_DOMAINS } from '@silkconsult/protocol/wordings';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { addressOf, addTerm, WORDINGS_KEY } from './api.ts';
import { FaultNotice } from './FaultNotice.tsx';
import { topicName } from './topics.ts';
import classes from './Wordings.module.css';

interface NewTermFormProps {
  onClose(): void;
}

/** A term that the glossary does not have, in two languages or more. */
export function NewTermForm({ onClose }: NewTermFormProps) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const add = useMutation({
    mutationFn: addTerm,
    onSuccess: async ({ kind, id }: WordingEntry) => {
      await client.invalidateQueries({ queryKey: WORDINGS_KEY });
      go(addressOf(kind, id));
    },
  });
  return (
    <TermFields
      busy={add.isPending}
      error={add.error}
      onSubmit={(term) => add.mutate(term)}
      onClose={onClose}
    />
  );
}

interface TermFieldsProps {
  known?: Partial<Record<Language, string>>;
  busy: boolean;
  error: unknown;
  onSubmit(term: NewTerm): void;
  onClose(): void;
}

export function TermFields({ known = {}, busy, error, onSubmit, onClose }: TermFieldsProps) {
  const { t } = useTranslation();
  const [domain, setDomain] = useState<TermDomain>('disease');
  const [texts, setTexts] = useState(known);
  const written = LANGUAGE_CODES.filter((language) => texts[language]?.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wordings: NewTerm['wordings'] = {};
    for (const language of written) wordings[language] = { text: texts[language] ?? '' };
    onSubmit({ domain, wordings });
  };
  return (
    <form className={`${classes.card} ${classes.form}`} onSubmit={submit}>
      <NativeSelect
        label={t('wordings.domain')}
        value={domain}
        onChange={(event) => setDomain(event.currentTarget.value as TermDomain)}
        data={TERM_DOMAINS.map((one) => ({ value: one, label: topicName(t, 'term', one) }))}
        data-testid="term-domain"
      />
      <p className={classes.soft}>{t('wordings.twoLanguages')}</p>
      <div className={classes.filters}>
        {LANGUAGE_CODES.map((language) => (
          <TextInput
            key={language}
            label={LANGUAGES[language].endonym}
            lang={language}
            dir={LANGUAGES[language].dir}
            maxLength={80}
            value={texts[language] ?? ''}
            onChange={(event) => setTexts({ ...texts, [language]: event.currentTarget.value })}
            data-testid={`term-${language}`}
          />
        ))}
      </div>
      {error !== null && error !== undefined && <FaultNotice error={error} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={busy} disabled={written.length < 2} data-testid="save-term">
          {t('wordings.save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
