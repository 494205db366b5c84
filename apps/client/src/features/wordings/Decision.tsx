import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { SuggestionDecision, TermSuggestion } from '@silkconsult/protocol/wordings';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getEntry, WORDINGS_KEY } from './api.ts';
import { FaultNotice } from './FaultNotice.tsx';
import { mergeInto } from './merge.ts';
import { TermFields } from './NewTermForm.tsx';
import { decideSuggestion, SUGGESTIONS_KEY } from './suggestions.ts';
import classes from './Wordings.module.css';

type Way = 'accepted' | 'merged' | 'declined';

/** Takes a suggestion into the glossary, adds it to a term that is there, or declines it. */
export function Decision({ suggestion }: { suggestion: TermSuggestion }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [way, setWay] = useState<Way>();
  const { id, source, target, similar } = suggestion;
  const decide = useMutation({
    mutationFn: async (decision: () => SuggestionDecision | Promise<SuggestionDecision>) =>
      decideSuggestion(id, await decision()),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: WORDINGS_KEY });
      await client.invalidateQueries({ queryKey: SUGGESTIONS_KEY });
    },
  });
  const close = () => {
    setWay(undefined);
    decide.reset();
  };
  if (way === 'accepted') {
    return (
      <TermFields
        known={{ [source.language]: source.text, [target.language]: target.text }}
        busy={decide.isPending}
        error={decide.error}
        onSubmit={(term) => decide.mutate(() => ({ outcome: 'accepted', term }))}
        onClose={close}
      />
    );
  }
  return (
    <>
      {way === 'merged' && (
        <MergeForm
          suggestion={suggestion}
          busy={decide.isPending}
          onMerge={(entryId, shown) =>
            decide.mutate(async () => {
              const changes = mergeInto(await getEntry('term', entryId), suggestion, shown);
              return { outcome: 'merged', entryId, changes };
            })
          }
          onClose={close}
        />
      )}
      {way === 'declined' && (
        <DeclineForm
          busy={decide.isPending}
          onDecline={(reason) => decide.mutate(() => ({ outcome: 'declined', reason }))}
          onClose={close}
        />
      )}
      {decide.isError && <FaultNotice error={decide.error} />}
      {way === undefined && (
        <div className={classes.buttons}>
          <Button size="sm" onClick={() => setWay('accepted')} data-testid="accept-suggestion">
            {t('wordings.newTerm')}
          </Button>
          {similar.length > 0 && (
            <Button
              size="sm"
              variant="default"
              onClick={() => setWay('merged')}
              data-testid="merge-suggestion"
            >
              {t('wordings.merge')}
            </Button>
          )}
          <Button
            size="sm"
            variant="default"
            onClick={() => setWay('declined')}
            data-testid="decline-suggestion"
          >
            {t('wordings.decline')}
          </Button>
        </div>
      )}
    </>
  );
}

interface MergeFormProps {
  suggestion: TermSuggestion;
  busy: boolean;
  onMerge(entryId: string, shown: boolean): void;
  onClose(): void;
}

function MergeForm({ suggestion, busy, onMerge, onClose }: MergeFormProps) {
  const { t } = useTranslation();
  const { source, target, similar } = suggestion;
  const [entryId, setEntryId] = useState(similar[0]?.id ?? '');
  const [shown, setShown] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onMerge(entryId, shown);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <NativeSelect
        label={t('wordings.mergeInto')}
        value={entryId}
        onChange={(event) => setEntryId(event.currentTarget.value)}
        data={similar.map(({ id, texts }) => ({
          value: id,
          label: [texts[source.language], texts[target.language], id].filter(Boolean).join(' – '),
        }))}
      />
      <label className={classes.choice}>
        <input type="checkbox" checked={shown} onChange={() => setShown(!shown)} />
        {t('wordings.showTarget', { term: target.text })}
      </label>
      <Ending busy={busy} action={t('wordings.merge')} onClose={onClose} />
    </form>
  );
}

interface DeclineFormProps {
  busy: boolean;
  onDecline(reason: string): void;
  onClose(): void;
}

function DeclineForm({ busy, onDecline, onClose }: DeclineFormProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDecline(reason);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        label={t('wordings.reason')}
        required
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-testid="decline-reason"
      />
      <Ending busy={busy} action={t('wordings.decline')} onClose={onClose} />
    </form>
  );
}

function Ending({ busy, action, onClose }: { busy: boolean; action: string; onClose(): void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.buttons}>
      <Button type="submit" size="sm" loading={busy} data-testid="decide-suggestion">
        {action}
      </Button>
      <Button size="sm" variant="default" onClick={onClose}>
        {t('common.cancel')}
      </Button>
    </div>
  );
}
