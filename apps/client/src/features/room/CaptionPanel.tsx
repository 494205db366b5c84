import { Button } from '@mantine/core';
import type { CaptionSegment, Participant } from '@silkconsult/protocol';
import { IconArrowDown } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { warningsOf } from '../../call/captions.ts';
import { waitsForInterpreter } from '../../call/corrections.ts';
import type { CallSession, CallState, CaptionLine } from '../../call/index.ts';
import { loadTexts } from '../../i18n/index.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { clock } from '../../time/format.ts';
import { LanguageSelect } from '../../ui/LanguageSelect.tsx';
import { CaptionSign } from './CaptionSign.tsx';
import { CaptionText } from './CaptionText.tsx';
import { useCaptionLooks } from './captionLooks.ts';
import { ReadBackMark } from './ReadBackMark.tsx';
import classes from './SidePanel.module.css';
import { SilentLanguageNotice } from './SilentLanguageNotice.tsx';
import { speakersOf } from './speakers.ts';
import { TypeLine } from './TypeLine.tsx';
import type { SilentLanguage, WaysOut } from './useSilentLanguages.ts';
import { useStickyBottom } from './useStickyBottom.ts';

const lineChanges = <T,>(component: () => Promise<T>) =>
  Promise.all([component(), loadTexts('lineChanges')]).then(([loaded]) => loaded);
const LineTools = lazy(() => lineChanges(() => import('../lineChanges/LineTools.tsx')));
const LookAgain = lazy(() => lineChanges(() => import('../lineChanges/LookAgain.tsx')));

interface CaptionPanelProps {
  session: CallSession;
  call: CallState;
  participants: readonly Participant[];
  silent: SilentLanguage[];
  ways?: WaysOut;
  /** Grows with each wish to type: the line to type is then at hand. */
  typing: number;
  /** Opens or closes the phrasebook. */
  onPhrases(): void;
}

/** Everything that was said, to read back; and the line to type for those whom no engine hears. */
export function CaptionPanel(props: CaptionPanelProps) {
  const { session, call, participants, silent, ways, typing, onPhrases } = props;
  const { t } = useTranslation();
  const { language } = useLanguage();
  const speaker = speakersOf(call, participants, language);
  const open = {
    readBack: call.captions.filter(({ shown }) => isUnconfirmed(shown)),
    lookAgain: session.can('correctCaption')
      ? call.captions.filter(({ shown }) => waitsForInterpreter(shown))
      : [],
  };
  const [only, setOnly] = useState<keyof typeof open>();
  const toggle = (which: keyof typeof open) => setOnly(only === which ? undefined : which);
  // When the last of them is done with, all lines are there again.
  const lines = only && open[only].length > 0 ? open[only] : call.captions;
  const { box, away, toBottom, onScroll } = useStickyBottom(call.captions);
  return (
    <section className={`${classes.section} ${classes.captions}`} data-testid="caption-panel">
      <div className={classes.head}>
        <h2>{t('captions.title')}</h2>
        <LanguageSelect
          label={t('captions.language')}
          hideLabel
          testId="caption-language"
          value={call.captionLanguage}
          onChange={(next) => void session.setCaptionLanguage(next).catch(() => {})}
        />
      </div>
      <div className={classes.open}>
        {open.readBack.length > 0 && (
          <Button
            size="compact-sm"
            variant={only === 'readBack' ? 'filled' : 'light'}
            aria-pressed={only === 'readBack'}
            onClick={() => toggle('readBack')}
            data-testid="to-read-back"
          >
            {t('captions.readBack')}: {open.readBack.length}
          </Button>
        )}
        {open.lookAgain.length > 0 && (
          <Suspense fallback={null}>
            <LookAgain
              count={open.lookAgain.length}
              pressed={only === 'lookAgain'}
              onPress={() => toggle('lookAgain')}
            />
          </Suspense>
        )}
      </div>
      <div
        className={classes.scroll}
        ref={box}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={t('captions.title')}
      >
        {silent.map((one) => (
          <SilentLanguageNotice
            key={one.language}
            silent={one}
            ways={one.language === call.spokenLanguage ? ways : undefined}
          />
        ))}
        {call.captions.length === 0 && <p className={classes.empty}>{t('captions.empty')}</p>}
        {lines.map((line) => (
          <Entry
            key={line.segmentId}
            line={line}
            name={speaker(line.speakerId)}
            session={session}
            nameOf={speaker}
          />
        ))}
      </div>
      {away && (
        <Button
          className={classes.latest}
          size="sm"
          variant="light"
          leftSection={<IconArrowDown size={16} aria-hidden />}
          onClick={toBottom}
        >
          {t('captions.jumpToLatest')}
        </Button>
      )}
      {call.permissions.includes('caption') && (
        <TypeLine session={session} call={call} typing={typing} onPhrases={onPhrases} />
      )}
    </section>
  );
}

function isUnconfirmed({ readBack }: CaptionSegment): boolean {
  return readBack !== undefined && readBack.confirmedBy === undefined;
}

interface EntryProps {
  line: CaptionLine;
  name: string;
  session: CallSession;
  nameOf(peerId: string): string;
}

function Entry({ line, name, session, nameOf }: EntryProps) {
  const { t } = useTranslation();
  const me = useMe();
  const looks = useCaptionLooks();
  const { shown, source, textLanguage } = line;
  return (
    <div
      className={classes.entry}
      data-testid="caption-entry"
      data-segment-id={line.segmentId}
      data-language={textLanguage}
      data-state={shown.state}
    >
      <div className={classes.entryHead}>
        <span>
          <b>
            <bdi>{name}</bdi>
          </b>{' '}
          {clock(new Date(line.t0Ms), me?.timeZone ?? 'UTC')}
        </span>
        <CaptionSign segment={shown} warnings={warningsOf(shown)} />
      </div>
      <CaptionText segment={shown} language={textLanguage} className={classes.entryText} />
      {source && (looks.source || session.can('correctCaption')) && (
        <CaptionText segment={source} language={source.language} className={classes.source} />
      )}
      <ReadBackMark session={session} segment={shown} nameOf={nameOf} />
      {(shown.disputed || shown.sourceChanged || session.can('confirmCaption')) && (
        <Suspense fallback={null}>
          <LineTools session={session} line={line} nameOf={nameOf} />
        </Suspense>
      )}
      {shown.terms && shown.terms.length > 0 && (
        <ul className={classes.terms} aria-label={t('captions.terms')}>
          {shown.terms.map((term) => (
            <li key={`${term.source} ${term.target}`}>
              <bdi lang={shown.spokenLanguage}>{term.source}</bdi> –{' '}
              <bdi lang={shown.language}>{term.target}</bdi>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
