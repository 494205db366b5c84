import type { Language, Phrase, SlotValue } from '@silkconsult/protocol';
import { directionOf } from '@silkconsult/protocol';
import { IconSend2, IconStar, IconStarFilled } from '@tabler/icons-react';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { type Draft, EMPTY, fillingOf } from './fill.ts';
import classes from './Phrases.module.css';
import { SlotInput } from './SlotInput.tsx';
import { partsOf, slotTypeOf } from './search.ts';
import type { PhraseEntry, PhraseSheet } from './sheet.ts';
import { useSaying } from './useSaying.ts';

interface PhraseRowProps {
  phrase: PhraseEntry;
  sheet: PhraseSheet;
  /** Its slots are being filled. */
  open: boolean;
  favourite: boolean;
  onOpen(): void;
  onFavourite(): void;
  onSay(phrase: Phrase): Promise<void>;
}

/** A sentence without slots is shown with one click; one with slots opens to be filled. */
export function PhraseRow(props: PhraseRowProps) {
  const { phrase, sheet, open, favourite, onOpen, onFavourite, onSay } = props;
  const { t, i18n } = useTranslation();
  const own = i18n.language as Language;
  const { busy, shown, failure, say } = useSaying(onSay);
  const parts = partsOf(phrase.text);
  const slotted = parts.some((part) => 'slot' in part);
  return (
    <li className={classes.row} data-testid="phrase" data-entry-id={phrase.id}>
      <div className={classes.line}>
        <button
          type="button"
          className={classes.sentence}
          disabled={busy}
          aria-expanded={slotted ? open : undefined}
          onClick={() => (slotted ? onOpen() : void say({ entryId: phrase.id, fillings: {} }))}
        >
          {parts.map((part, at) =>
            'text' in part ? (
              part.text
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence never change places
              <i key={at}>{t(`phrases.slots.${slotTypeOf(part.slot)}`)}</i>
            ),
          )}
        </button>
        {!phrase.reviewed && (
          <span
            className={classes.draft}
            data-testid="phrase-draft"
            lang={own}
            dir={directionOf(own)}
          >
            {t('phrases.draftMark')}
          </span>
        )}
        <button
          type="button"
          className={classes.icon}
          aria-pressed={favourite}
          aria-label={t(favourite ? 'phrases.removeFavourite' : 'phrases.addFavourite')}
          data-testid="favourite"
          onClick={onFavourite}
        >
          {favourite ? (
            <IconStarFilled size={18} aria-hidden />
          ) : (
            <IconStar size={18} aria-hidden />
          )}
        </button>
      </div>
      {slotted && open && <Slots phrase={phrase} sheet={sheet} busy={busy} onSay={say} />}
      <span role="status" className={classes.shown}>
        {shown && t('phrases.shown')}
      </span>
      {failure !== undefined && <FailureNotice error={failure} />}
    </li>
  );
}

interface SlotsProps {
  phrase: PhraseEntry;
  sheet: PhraseSheet;
  busy: boolean;
  onSay(phrase: Phrase): Promise<void>;
}

/** The sentence with fields in its slots, in the order in which this language has them. */
function Slots({ phrase, sheet, busy, onSay }: SlotsProps) {
  const { t } = useTranslation();
  const [drafts, setDrafts] = useState<Record<string, Draft>>({});
  // A full stop on its own would only take a place in a row of fields.
  const parts = partsOf(phrase.text).filter((part) => 'slot' in part || /\p{L}/u.test(part.text));
  const slots = parts.flatMap((part) => ('slot' in part ? [part.slot] : []));
  const values = slots.map((slot) => {
    const units = Object.keys(sheet.counted[slotTypeOf(slot)] ?? {});
    const draft = drafts[slot] ?? EMPTY;
    // One unit only: there is nothing to choose.
    const choice = units.length === 1 ? (units[0] ?? '') : draft.choice;
    return [slot, fillingOf(slot, { ...draft, choice }, units.length > 0)] as const;
  });
  const filled = values.every(
    (pair): pair is readonly [string, SlotValue] => pair[1] !== undefined,
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (filled)
      void onSay({
        entryId: phrase.id,
        fillings: Object.fromEntries(values) as Phrase['fillings'],
      });
  };
  return (
    <form className={classes.slots} onSubmit={send}>
      {parts.map((part, at) =>
        'text' in part ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence never change places
          <span key={at}>{part.text}</span>
        ) : (
          <SlotInput
            key={part.slot}
            slot={part.slot}
            sheet={sheet}
            draft={drafts[part.slot] ?? EMPTY}
            onChange={(draft) => setDrafts({ ...drafts, [part.slot]: draft })}
          />
        ),
      )}
      <button
        type="submit"
        className={classes.send}
        disabled={!filled || busy}
        data-testid="say-phrase"
      >
        <IconSend2 className="mirrored" size={18} stroke={1.75} aria-hidden />
        {t('phrases.show')}
      </button>
    </form>
  );
}
