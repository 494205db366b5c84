import { Button, TextInput } from '@mantine/core';
import type { Participant } from '@silkconsult/protocol';
import { IconArrowDown, IconSend2 } from '@tabler/icons-react';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import type { CallSession, CallState, CaptionLine } from '../../call/index.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { clock } from '../../time/format.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { LanguageSelect } from '../../ui/LanguageSelect.tsx';
import { CaptionSign } from './CaptionSign.tsx';
import { CaptionText } from './CaptionText.tsx';
import classes from './SidePanel.module.css';
import { SilentLanguageNotice } from './SilentLanguageNotice.tsx';
import { speakersOf } from './speakers.ts';
import type { SilentLanguage } from './useSilentLanguages.ts';
import { useStickyBottom } from './useStickyBottom.ts';

interface CaptionPanelProps {
  session: CallSession;
  call: CallState;
  participants: readonly Participant[];
  silent: SilentLanguage[];
}

/** Everything that was said, to read back; and the line to type for those whom no engine hears. */
export function CaptionPanel({ session, call, participants, silent }: CaptionPanelProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const speaker = speakersOf(call, participants, language);
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
          <SilentLanguageNotice key={one.language} silent={one} />
        ))}
        {call.captions.length === 0 && <p className={classes.empty}>{t('captions.empty')}</p>}
        {call.captions.map((line) => (
          <Entry key={line.segmentId} line={line} name={speaker(line.speakerId)} />
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
      {call.permissions.includes('caption') && <TypeLine session={session} call={call} />}
    </section>
  );
}

function Entry({ line, name }: { line: CaptionLine; name: string }) {
  const { t } = useTranslation();
  const me = useMe();
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
        <CaptionSign segment={shown} />
      </div>
      <CaptionText segment={shown} language={textLanguage} className={classes.entryText} />
      {source && (
        <CaptionText segment={source} language={source.language} className={classes.source} />
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

function TypeLine({ session, call }: { session: CallSession; call: CallState }) {
  const { t } = useTranslation();
  const { dir } = useLanguage();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '' || busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await session.typeCaption(text.trim());
      setText('');
    } catch (error) {
      setFailure(error); // the text stays in the field
    }
    setBusy(false);
  };
  return (
    <>
      {failure !== undefined && (
        <div className={classes.failure}>
          <FailureNotice error={failure} />
        </div>
      )}
      <form className={classes.form} onSubmit={(event) => void send(event)}>
        <TextInput
          size="sm"
          dir={text === '' ? dir : 'auto'}
          lang={call.spokenLanguage}
          aria-label={t('captions.type')}
          placeholder={t('captions.typePlaceholder', {
            language: t(`languages.${call.spokenLanguage}`),
          })}
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-testid="caption-type-input"
        />
        <Button type="submit" px="sm" loading={busy} aria-label={t('captions.send')}>
          <IconSend2 className="mirrored" size={20} stroke={1.75} aria-hidden />
        </Button>
      </form>
    </>
  );
}
