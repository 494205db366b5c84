import { Button, Textarea } from '@mantine/core';
import type { CaptionSegment } from '@silkconsult/protocol';
import { directionOf } from '@silkconsult/protocol';
import type { FormEvent, KeyboardEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../api/problem.ts';
import { type Correction, isOvertaken } from '../../call/corrections.ts';
import type { CallSession } from '../../call/index.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { CaptionText } from '../room/CaptionText.tsx';
import classes from './LineChanges.module.css';

interface CorrectionFormProps {
  lines: CallSession['lines'];
  correction: Correction;
  /** The text as it is now. */
  current: CaptionSegment;
}

/**
 * The interpreter's words for one text. They stay until they are sent or given up: through a lost
 * connection, and when the text becomes another one meanwhile, which is shown beside them.
 */
export function CorrectionForm({ lines, correction, current }: CorrectionFormProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const { words, seen } = correction;
  const { language } = seen;
  const overtaken = isOvertaken(correction, current);
  const send = async (as: Correction) => {
    if (busy || words.trim() === '') return;
    setBusy(true);
    setFailure(undefined);
    await lines.correct(as).catch(setFailure);
    setBusy(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!overtaken) void send(correction);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return; // Enter chooses a Chinese word
    if (event.key === 'Escape') {
      event.stopPropagation();
      lines.giveUp(correction);
    } else if (event.key === 'Enter') submit(event);
  };
  const name = t(`languages.${language}`);
  return (
    <form className={classes.form} onSubmit={submit} data-testid="correction">
      <Textarea
        size="sm"
        autosize
        minRows={1}
        maxRows={6}
        maxLength={500}
        // The person has just asked for this field: it opens under the button that was pressed.
        autoFocus
        label={t(`lineChanges.${seen.flags.includes('untranslated') ? 'translate' : 'correct'}`, {
          language: name,
        })}
        description={t('lineChanges.keys')}
        lang={language}
        dir={directionOf(language)}
        value={words}
        onChange={(event) => lines.write({ seen, words: event.currentTarget.value })}
        onKeyDown={onKeyDown}
        data-testid="correction-words"
      />
      {overtaken && (
        <Notice
          kind="warning"
          title={t('lineChanges.overtaken')}
          action={
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => lines.giveUp(correction)}
              data-testid="take-theirs"
            >
              {t('lineChanges.takeTheirs')}
            </Button>
          }
        >
          <CaptionText segment={current} language={language} />
        </Notice>
      )}
      {failure !== undefined && !(overtaken && isConflict(failure)) && (
        <FailureNotice error={failure} />
      )}
      <div className={classes.buttons}>
        <Button
          type={overtaken ? 'button' : 'submit'}
          size="compact-sm"
          loading={busy}
          disabled={words.trim() === ''}
          onClick={overtaken ? () => void send({ seen: current, words }) : undefined}
          data-testid="save-correction"
        >
          {t(`lineChanges.${overtaken ? 'keepMine' : 'save'}`)}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => lines.giveUp(correction)}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}

const isConflict = (failure: unknown) => failureOf(failure).code === 'caption_conflict';
