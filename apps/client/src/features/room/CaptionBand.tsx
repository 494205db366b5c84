import type { Participant } from '@silkconsult/protocol';
import { directionOf } from '@silkconsult/protocol';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readingTimeMs, warningsOf } from '../../call/captions.ts';
import type { CallState, CaptionLine } from '../../call/index.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { CaptionSign } from './CaptionSign.tsx';
import classes from './Captions.module.css';
import { CaptionText } from './CaptionText.tsx';
import { speakersOf } from './speakers.ts';
import type { SilentLanguage } from './useSilentLanguages.ts';

interface CaptionBandProps {
  call: CallState;
  participants: readonly Participant[];
  silent: SilentLanguage[];
}

/**
 * The two newest lines, in a band of their own under the people: it covers no face, and its height
 * never changes while lines come and go.
 */
export function CaptionBand({ call, participants, silent }: CaptionBandProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const lines = useFreshLines(call.captions).slice(-2);
  const speaker = speakersOf(call, participants, language);
  const own = silent.find((one) => one.language === call.spokenLanguage);
  return (
    <section className={classes.band} data-testid="caption-lines" aria-label={t('captions.live')}>
      {lines.length === 0 && (
        <p
          className={classes.bandEmpty}
          lang={own?.language}
          dir={own && directionOf(own.language)}
        >
          {own?.text ?? t('captions.emptyOverlay')}
        </p>
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
        </p>
      ))}
    </section>
  );
}

/** Lines that nobody has had the time to read yet; each leaves when its reading time is over. */
function useFreshLines(captions: readonly CaptionLine[]): CaptionLine[] {
  const changed = useRef(new Map<string, { revision: string; at: number }>());
  const [now, setNow] = useState(() => Date.now());
  const newest = captions.slice(-4);
  for (const line of newest) {
    const revision = `${line.shown.language} ${line.shown.revision}`;
    if (changed.current.get(line.segmentId)?.revision !== revision) {
      changed.current.set(line.segmentId, { revision, at: Date.now() });
    }
  }
  const fresh = newest.filter((line) => {
    const at = changed.current.get(line.segmentId)?.at ?? 0;
    return line.shown.state === 'partial' || Math.max(now, at) - at < readingTimeMs(line);
  });
  const waiting = fresh.length > 0;
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [waiting]);
  return fresh;
}
