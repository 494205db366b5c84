import { Button, Textarea } from '@mantine/core';
import type { Language } from '@silkconsult/protocol';
import { LANGUAGES } from '@silkconsult/protocol';
import type { Wording, WordingEntry, WordingList } from '@silkconsult/protocol/wordings';
import { WORDING_LISTS, wordingEntrySchema } from '@silkconsult/protocol/wordings';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../../api/problem.ts';
import { Notice } from '../../ui/Notice.tsx';
import { changeWording, linesOf } from './api.ts';
import { FaultNotice } from './FaultNotice.tsx';
import classes from './Wordings.module.css';
import { WordingText } from './WordingText.tsx';

interface WordingFormProps {
  entry: WordingEntry;
  language: Language;
  onSaved(entry: WordingEntry): Promise<void>;
  onClose(): void;
}

type Fields = Record<'text' | WordingList, string>;

const fieldsOf = (wording: Wording | undefined): Fields => ({
  text: wording?.text ?? '',
  variants: (wording?.variants ?? []).join('\n'),
  synonyms: (wording?.synonyms ?? []).join('\n'),
  ambiguous: (wording?.ambiguous ?? []).join('\n'),
  stems: (wording?.stems ?? []).join('\n'),
  forms: (wording?.forms ?? []).join('\n'),
});

/** The entry as somebody else has saved it in the meantime. */
function newerOf(error: unknown): WordingEntry | undefined {
  if (!(error instanceof ApiFailure) || error.code !== 'version_conflict') return undefined;
  return wordingEntrySchema.safeParse(error.params.current).data;
}

/** Changes a wording. Who was faster is shown beside what was written here, and nothing is lost. */
export function WordingForm({ entry, language, onSaved, onClose }: WordingFormProps) {
  const { t } = useTranslation();
  const { dir } = LANGUAGES[language];
  const lists = WORDING_LISTS[entry.kind];
  const [fields, setFields] = useState(() => fieldsOf(entry.languages[language]?.wording));
  /** What this is an edit of: rises when somebody else's version was shown. */
  const [version, setVersion] = useState(entry.languages[language]?.version ?? 0);
  const save = useMutation({
    mutationFn: () => {
      const wording: Wording = { text: fields.text };
      for (const list of lists) wording[list] = linesOf(fields[list]);
      return changeWording(entry, language, { version, wording });
    },
    onSuccess: onSaved,
    onError: (error) => setVersion(newerOf(error)?.languages[language]?.version ?? version),
  });
  const newer = newerOf(save.error);
  const theirs = newer?.languages[language]?.wording;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const field = (key: 'text' | WordingList, label: string) => (
    <Textarea
      key={key}
      label={label}
      autosize
      minRows={1}
      maxRows={8}
      required={key === 'text'}
      maxLength={key === 'text' ? 300 : 4000}
      lang={language}
      dir={dir}
      value={fields[key]}
      onChange={(event) => setFields({ ...fields, [key]: event.currentTarget.value })}
      data-testid={`wording-${key}`}
    />
  );
  return (
    <form className={classes.form} onSubmit={submit}>
      {field('text', t(`wordings.text.${entry.kind}`))}
      {lists.map((list) =>
        field(list, `${t(`wordings.lists.${list}`)} · ${t('wordings.onePerLine')}`),
      )}
      {newer && theirs && (
        <div data-testid="wording-conflict">
          <Notice
            kind="warning"
            title={t('wordings.conflict.title')}
            action={
              <Button variant="default" size="sm" onClick={() => void onSaved(newer)}>
                {t('wordings.conflict.keep')}
              </Button>
            }
          >
            <WordingText kind={entry.kind} language={language} wording={theirs} />
            <p>{t('wordings.conflict.mine')}</p>
          </Notice>
        </div>
      )}
      {save.isError && !newer && <FaultNotice error={save.error} />}
      <p className={classes.soft}>{t('wordings.draftNote')}</p>
      <div className={classes.buttons}>
        <Button type="submit" size="sm" loading={save.isPending} data-testid="save-wording">
          {t('wordings.save')}
        </Button>
        <Button size="sm" variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
