import { Button } from '@mantine/core';
import type { Language } from '@silkconsult/protocol';
import { LANGUAGES } from '@silkconsult/protocol';
import type { WordingEntry } from '@silkconsult/protocol/wordings';
import { IconPencil, IconSignature } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { whenFrom } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { signWording } from './api.ts';
import { ReviewMark } from './ReviewMark.tsx';
import { WordingForm } from './WordingForm.tsx';
import classes from './Wordings.module.css';
import { WordingText } from './WordingText.tsx';

interface WordingCardProps {
  entry: WordingEntry;
  language: Language;
  onChanged(entry: WordingEntry): Promise<void>;
}

/** What an entry says in one language, who vouches for it, and what the reader may do about it. */
export function WordingCard({ entry, language, onChanged }: WordingCardProps) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const shown = entry.languages[language];
  const { endonym } = LANGUAGES[language];
  const sign = useMutation({
    mutationFn: () => signWording(entry, language, shown?.version ?? 0),
    onSuccess: onChanged,
  });
  const name = t(`languages.${language}`);
  return (
    <section
      className={classes.card}
      data-editing={editing || undefined}
      aria-label={name}
      data-testid="wording"
      data-language={language}
      data-version={shown?.version}
    >
      <div className={classes.cardHead}>
        <h2>
          <bdi lang={language}>{endonym}</bdi>
        </h2>
        <ReviewMark review={shown?.review ?? 'missing'} />
      </div>
      {editing ? (
        <WordingForm
          entry={entry}
          language={language}
          onSaved={async (next) => {
            await onChanged(next);
            setEditing(false);
          }}
          onClose={() => setEditing(false)}
        />
      ) : (
        <>
          {shown && <WordingText kind={entry.kind} language={language} wording={shown.wording} />}
          <Behind entry={entry} language={language} />
          <div className={classes.buttons}>
            {entry.mayEdit && (
              <Button
                size="sm"
                variant="default"
                leftSection={<IconPencil size={16} stroke={1.75} aria-hidden />}
                aria-label={`${t('wordings.edit')}: ${name}`}
                onClick={() => setEditing(true)}
                data-testid="edit-wording"
              >
                {t('wordings.edit')}
              </Button>
            )}
            {shown?.maySign && (
              <Button
                size="sm"
                leftSection={<IconSignature size={16} stroke={1.75} aria-hidden />}
                aria-label={`${t('wordings.sign')}: ${name}`}
                loading={sign.isPending}
                onClick={() => sign.mutate()}
                data-testid="sign-wording"
              >
                {t('wordings.sign')}
              </Button>
            )}
          </div>
          {sign.isError && <FailureNotice error={sign.error} />}
        </>
      )}
    </section>
  );
}

/** Who wrote or signed it, and when. */
function Behind({ entry, language }: Pick<WordingCardProps, 'entry' | 'language'>) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const shown = entry.languages[language];
  if (!shown) return null;
  return (
    <p className={classes.soft}>
      {shown.by && shown.at ? (
        <>
          <bdi>{shown.by.name}</bdi>, {whenFrom(t, new Date(shown.at), me?.timeZone ?? 'UTC', now)}
        </>
      ) : (
        t('wordings.shipped')
      )}
    </p>
  );
}
