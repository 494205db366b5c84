import { Button, TextInput } from '@mantine/core';
import type { Language } from '@silkconsult/protocol';
import { directionOf } from '@silkconsult/protocol';
import type { SuggestionOutcome } from '@silkconsult/protocol/wordings';
import { IconVocabulary } from '@tabler/icons-react';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import classes from './SuggestTerm.module.css';
import { suggestTerm } from './suggestions.ts';

interface SuggestTermProps {
  from: Language;
  to: Language;
  /** What the fields begin with; a person takes out what is no term. */
  source?: string;
  target?: string;
  onSuggested?(): void;
}

/** Offers to suggest a pair of terms for the glossary: two terms, and nothing else of the consult. */
export default function SuggestTerm(props: SuggestTermProps) {
  const { from, to, source = '', target = '', onSuggested } = props;
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [terms, setTerms] = useState({ source, target, note: '' });
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [outcome, setOutcome] = useState<SuggestionOutcome['outcome']>();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    const note = terms.note.trim();
    try {
      const answer = await suggestTerm({
        source: { language: from, text: terms.source },
        target: { language: to, text: terms.target },
        ...(note !== '' && { note }),
      });
      setOutcome(answer.outcome);
      onSuggested?.();
      setOpen(false);
    } catch (error) {
      setFailure(error);
    }
    setBusy(false);
  };
  if (outcome) {
    return (
      <Notice kind={outcome === 'known' ? 'info' : 'ok'}>{t(`suggestTerm.${outcome}`)}</Notice>
    );
  }
  if (!open) {
    return (
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconVocabulary size={16} stroke={1.75} aria-hidden />}
        onClick={() => setOpen(true)}
        data-testid="suggest-term"
      >
        {t('suggestTerm.offer')}
      </Button>
    );
  }
  const field = (key: 'source' | 'target', language: Language) => (
    <TextInput
      size="sm"
      required
      maxLength={80}
      label={t(`languages.${language}`)}
      lang={language}
      dir={directionOf(language)}
      value={terms[key]}
      onChange={(event) => setTerms({ ...terms, [key]: event.currentTarget.value })}
      data-testid={`suggest-${key}`}
    />
  );
  return (
    <form className={classes.form} onSubmit={(event) => void send(event)}>
      <p className={classes.lead}>{t('suggestTerm.lead')}</p>
      <div className={classes.pair}>
        {field('source', from)}
        {field('target', to)}
      </div>
      <TextInput
        size="sm"
        maxLength={200}
        label={t('suggestTerm.note')}
        value={terms.note}
        onChange={(event) => setTerms({ ...terms, note: event.currentTarget.value })}
      />
      {failure !== undefined && <FailureNotice error={failure} />}
      <div className={classes.buttons}>
        <Button type="submit" size="sm" loading={busy} data-testid="send-suggestion">
          {t('suggestTerm.send')}
        </Button>
        <Button size="sm" variant="default" onClick={() => setOpen(false)}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
