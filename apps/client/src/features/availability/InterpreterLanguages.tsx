import { Button, NativeSelect } from '@mantine/core';
import type { Interpreting, InterpretingChange, Language } from '@silkconsult/protocol';
import { DIALECTS, LANGUAGE_CODES } from '@silkconsult/protocol';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import classes from './AvailabilityPage.module.css';
import { getInterpreting, interpretingKey, saveInterpreting } from './api.ts';

/** Between which languages an interpreter works, for who arranges their consults. */
export function InterpreterLanguages({ actor }: { actor: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: interpretingKey(actor),
    queryFn: () => getInterpreting(actor),
  });
  const save = useMutation({
    mutationFn: (change: InterpretingChange) => saveInterpreting(actor, change),
    onSuccess: (saved) => client.setQueryData(interpretingKey(actor), saved),
    // Somebody was faster: what there is now begins the form anew.
    onError: () => void client.invalidateQueries({ queryKey: interpretingKey(actor) }),
  });
  if (query.isPending) return <Skeleton height="8rem" count={1} />;
  if (query.isError) return <FailureNotice error={query.error} />;
  const { languagePairs, dialects } = query.data;
  return (
    <>
      <Form
        key={JSON.stringify(query.data)}
        before={{ languagePairs, dialects }}
        saving={save.isPending}
        onSave={save.mutate}
      />
      {save.isError && <FailureNotice error={save.error} />}
      {save.isSuccess && <Notice kind="ok">{t('availability.saved')}</Notice>}
    </>
  );
}

type Pair = [Language, Language];

interface FormProps {
  before: Interpreting;
  saving: boolean;
  onSave(change: InterpretingChange): void;
}

function Form({ before, saving, onSave }: FormProps) {
  const { t } = useTranslation();
  const [pairs, setPairs] = useState<Pair[]>(before.languagePairs);
  const [dialects, setDialects] = useState(before.dialects);
  const languages = LANGUAGE_CODES.map((value) => ({ value, label: t(`languages.${value}`) }));
  const pick = (index: number, side: 0 | 1, language: string) =>
    setPairs(
      pairs.map((pair, at): Pair => {
        if (at !== index) return pair;
        return side === 0 ? [language as Language, pair[1]] : [pair[0], language as Language];
      }),
    );
  const known = pairs.map((pair) => pair.toSorted().join());
  const isWrong =
    pairs.length === 0 ||
    pairs.some(([from, to]) => from === to) ||
    new Set(known).size < known.length;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isWrong) onSave({ languagePairs: pairs, dialects, before });
  };
  return (
    <form className={classes.form} onSubmit={submit} data-testid="interpreter-languages">
      <h2>{t('availability.languages')}</h2>
      <ul className={classes.rows}>
        {pairs.map(([from, to], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; two may be equal for a moment
          <li key={index} className={classes.pair}>
            {([from, to] as const).map((language, side) => (
              <NativeSelect
                key={side === 0 ? 'from' : 'to'}
                aria-label={t('availability.language')}
                data={languages}
                value={language}
                onChange={(event) => pick(index, side === 0 ? 0 : 1, event.currentTarget.value)}
                data-testid={side === 0 ? 'pair-from' : 'pair-to'}
              />
            ))}
            <Button
              variant="subtle"
              aria-label={t('availability.remove')}
              onClick={() => setPairs(pairs.filter((_pair, at) => at !== index))}
            >
              <IconTrash size={18} aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      <Button
        variant="default"
        leftSection={<IconPlus size={18} aria-hidden />}
        onClick={() => setPairs([...pairs, ['zh-CN', 'ru']])}
        data-testid="add-pair"
      >
        {t('availability.addPair')}
      </Button>
      <fieldset className={classes.dialects}>
        <legend>{t('availability.dialects')}</legend>
        {DIALECTS.map((dialect) => (
          <label key={dialect}>
            <input
              type="checkbox"
              checked={dialects.includes(dialect)}
              onChange={() =>
                setDialects(
                  DIALECTS.filter((one) =>
                    one === dialect ? !dialects.includes(one) : dialects.includes(one),
                  ),
                )
              }
            />{' '}
            {t(`offers.dialects.${dialect}`)}
          </label>
        ))}
      </fieldset>
      {isWrong && <Notice kind="warning">{t('availability.pairsWrong')}</Notice>}
      <Button type="submit" loading={saving} disabled={isWrong} data-testid="save-languages">
        {t('availability.save')}
      </Button>
    </form>
  );
}
