import type { Participant } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { warningsOf } from '../../call/captions.ts';
import type { CallState } from '../../call/index.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { CaptionSign } from './CaptionSign.tsx';
import classes from './Captions.module.css';
import { CaptionText } from './CaptionText.tsx';
import { useCaptionLooks } from './captionLooks.ts';
import { SilentLanguageNotice } from './SilentLanguageNotice.tsx';
import { speakersOf } from './speakers.ts';
import { usePacedLines } from './usePacedLines.ts';
import type { SilentLanguage, WaysOut } from './useSilentLanguages.ts';

interface CaptionBandProps {
  call: CallState;
  participants: readonly Participant[];
  silent: SilentLanguage[];
  ways?: WaysOut;
}

/**
 * Two lines at once, as fast as they can be read, in a band of their own under the people: it covers
 * no face, and its height never changes while lines come and go.
 */
export function CaptionBand({ call, participants, silent, ways }: CaptionBandProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const lines = usePacedLines(call.captions);
  const looks = useCaptionLooks();
  const speaker = speakersOf(call, participants, language);
  const own = silent.find((one) => one.language === call.spokenLanguage);
  // Room for what was said, also before the first line comes: the faces must not jump.
  const mixed = call.peers.some(({ spokenLanguage }) => spokenLanguage !== call.captionLanguage);
  return (
    <section
      className={classes.band}
      data-testid="caption-lines"
      data-source={(looks.source && mixed) || undefined}
      aria-label={t('captions.live')}
    >
      {lines.length === 0 && own && <SilentLanguageNotice silent={own} ways={ways} />}
      {lines.length === 0 && !own && (
        <p className={classes.bandEmpty}>{t('captions.emptyOverlay')}</p>
      )}
      {lines.map((line) => (
        <p
          key={line.segmentId}
          className={classes.bandLine}
          data-testid="caption-line"
          data-segment-id={line.segmentId}
          data-language={line.textLanguage}
          data-state={line.shown.state}
        >
          <span className={classes.speaker}>
            <bdi>{speaker(line.speakerId)}</bdi>
            <CaptionSign segment={line.shown} warnings={warningsOf(line.shown).slice(0, 1)} />
          </span>
          <CaptionText segment={line.shown} language={line.textLanguage} className={classes.text} />
          {looks.source && line.source && (
            <CaptionText
              segment={line.source}
              language={line.source.language}
              className={classes.bandSource}
            />
          )}
        </p>
      ))}
    </section>
  );
}
