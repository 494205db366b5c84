import { Button, TextInput } from '@mantine/core';
import type { PhraseSuggestion } from '@silkconsult/protocol';
import { IconListSearch, IconSend2 } from '@tabler/icons-react';
import type { FormEvent } from 'react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession, CallState } from '../../call/index.ts';
import { loadTexts } from '../../i18n/index.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import classes from './SidePanel.module.css';

const DidYouMean = lazy(async () => {
  const [component] = await Promise.all([
    import('../phrases/DidYouMean.tsx'),
    loadTexts('phrases'),
  ]);
  return component;
});

interface TypeLineProps {
  session: CallSession;
  call: CallState;
  /** Each time it grows, the cursor goes into the line. */
  typing: number;
  onPhrases(): void;
}

/** The line to type for those whom no engine hears, and the way to the phrasebook. */
export function TypeLine({ session, call, typing, onPhrases }: TypeLineProps) {
  const { t } = useTranslation();
  const { dir } = useLanguage();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (typing > 0) field.current?.focus();
  }, [typing]);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [suggestions, setSuggestions] = useState<readonly PhraseSuggestion[]>([]);
  const sending = async (send: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await send();
    } catch (error) {
      setFailure(error); // the text stays in the field
    }
    setBusy(false);
  };
  // Who types on while a line is on its way keeps what they typed.
  const sent = () => {
    setText((now) => (now === text ? '' : now));
    setSuggestions([]);
  };
  const asTyped = () =>
    sending(async () => {
      await session.typeCaption(text.trim());
      sent();
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    void sending(async () => {
      const near = await session.suggestPhrases(text.trim());
      setSuggestions(near);
      if (near.length > 0) return;
      await session.typeCaption(text.trim());
      sent();
    });
  };
  return (
    <>
      {failure !== undefined && (
        <div className={classes.failure}>
          <FailureNotice error={failure} />
        </div>
      )}
      {suggestions.length > 0 && (
        <Suspense fallback={null}>
          <DidYouMean
            suggestions={suggestions}
            busy={busy}
            onChoose={({ entryId, fillings, language }) =>
              void sending(async () => {
                await session.sayPhrase({ entryId, fillings }, language);
                sent();
              })
            }
            onAsTyped={() => void asTyped()}
          />
        </Suspense>
      )}
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          ref={field}
          size="sm"
          dir={text === '' ? dir : 'auto'}
          lang={call.spokenLanguage}
          aria-label={t('captions.type')}
          placeholder={t('captions.typePlaceholder', {
            language: t(`languages.${call.spokenLanguage}`),
          })}
          maxLength={500}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setSuggestions([]); // they were for another line
          }}
          data-testid="caption-type-input"
        />
        <Button
          px="sm"
          variant="default"
          title={t('captions.phrases')}
          aria-label={t('captions.phrases')}
          onClick={onPhrases}
          data-testid="open-phrases"
        >
          <IconListSearch size={20} stroke={1.75} aria-hidden />
        </Button>
        <Button type="submit" px="sm" loading={busy} aria-label={t('captions.send')}>
          <IconSend2 className="mirrored" size={20} stroke={1.75} aria-hidden />
        </Button>
      </form>
    </>
  );
}
