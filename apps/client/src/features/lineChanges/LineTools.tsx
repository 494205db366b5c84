import { Button } from '@mantine/core';
import type { CaptionSegment } from '@silkconsult/protocol';
import { IconHelpCircle, IconPencil, IconRefresh } from '@tabler/icons-react';
import { lazy, Suspense, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { correctionKey, waitsForInterpreter } from '../../call/corrections.ts';
import type { CallSession, CaptionLine } from '../../call/index.ts';
import { loadTexts } from '../../i18n/index.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { CorrectionForm } from './CorrectionForm.tsx';
import classes from './LineChanges.module.css';

const SuggestTerm = lazy(async () => {
  const [component] = await Promise.all([
    import('../wordings/SuggestTerm.tsx'),
    loadTexts('suggestTerm'),
  ]);
  return component;
});

interface LineToolsProps {
  session: CallSession;
  line: CaptionLine;
  nameOf(peerId: string): string;
}

/** The marks that people have put on a line, and what this person may do to it. */
export default function LineTools({ session, line, nameOf }: LineToolsProps) {
  const { t } = useTranslation();
  const { shown, spoken } = line;
  const { corrections } = session.lines;
  const open = useSyncExternalStore(corrections.subscribe, corrections.get);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const doing = async (work: () => Promise<void>) => {
    setBusy(true);
    setFailure(undefined);
    await work().catch(setFailure);
    setBusy(false);
  };
  if (shown.state === 'partial') return null;
  const { disputed, sourceChanged } = shown;
  const mayCorrect = session.can('correctCaption');
  const texts = spoken && spoken.language !== shown.language ? [spoken, shown] : [shown];
  const labelOf = (text: CaptionSegment) =>
    t(`lineChanges.${isUntranslated(text) ? 'translate' : 'correct'}`, {
      language: t(`languages.${text.language}`),
    });
  const asked = mayCorrect && waitsForInterpreter(shown);
  return (
    <>
      {disputed && (
        <p className={classes.mark} data-testid="disputed">
          <IconHelpCircle size={14} stroke={2} aria-hidden />
          {t('lineChanges.doubtedBy', { name: nameOf(disputed.by) })}
        </p>
      )}
      {sourceChanged && (
        <p className={classes.mark} data-testid="source-changed">
          <IconRefresh size={14} stroke={2} aria-hidden />
          {shown.state !== 'corrected' && t('lineChanges.renewing')}
          {shown.state === 'corrected' && t(`lineChanges.${asked ? 'lookAgain' : 'older'}`)}
        </p>
      )}
      <div className={classes.tools}>
        {asked && (
          <Button
            size="compact-xs"
            variant="light"
            loading={busy}
            onClick={() =>
              void doing(() => session.lines.correct({ seen: shown, words: shown.text }))
            }
            data-testid="still-right"
          >
            {t('lineChanges.stillRight')}
          </Button>
        )}
        {mayCorrect &&
          texts.map((text) => (
            <Button
              key={text.language}
              size="compact-xs"
              variant="subtle"
              leftSection={<IconPencil size={14} stroke={2} aria-hidden />}
              aria-label={labelOf(text)}
              title={labelOf(text)}
              aria-expanded={open[correctionKey(text)] !== undefined}
              onClick={() => session.lines.begin(text)}
              data-testid={
                text === spoken || texts.length === 1 ? 'correct-spoken' : 'correct-shown'
              }
            >
              {t(`languages.${text.language}`)}
            </Button>
          ))}
        {session.can('confirmCaption') && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<IconHelpCircle size={14} stroke={2} aria-hidden />}
            disabled={busy}
            onClick={() => void doing(() => session.lines.dispute(shown, !disputed))}
            data-testid="dispute"
          >
            {t(`lineChanges.${disputed ? 'noDoubt' : 'doubt'}`)}
          </Button>
        )}
      </div>
      {failure !== undefined && <FailureNotice error={failure} />}
      {texts.map((text) => {
        const correction = open[correctionKey(text)];
        return (
          correction && (
            <CorrectionForm
              key={text.language}
              lines={session.lines}
              correction={correction}
              current={text}
            />
          )
        );
      })}
      {mayCorrect && spoken && texts.length > 1 && isCorrected(texts) && (
        <div className={classes.suggest}>
          <Suspense fallback={null}>
            <SuggestTerm from={spoken.language} to={shown.language} />
          </Suspense>
        </div>
      )}
    </>
  );
}

const isUntranslated = ({ flags }: CaptionSegment) => flags.includes('untranslated');

const isCorrected = (texts: readonly CaptionSegment[]) =>
  texts.some(({ state }) => state === 'corrected');
