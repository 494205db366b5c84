import type { Language } from '@silkconsult/protocol';
import { useEffect, useState } from 'react';
import type { CallState } from '../../call/index.ts';
import { translatorOf } from '../../i18n/index.ts';

export interface SilentLanguage {
  language: Language;
  /** The notice, in that very language: it is for those who speak it. */
  text: string;
}

/** What a person whom no engine hears can do instead. */
export interface WaysOut {
  onType(): void;
  onPhrases(): void;
}

/** The spoken languages in the room that no engine writes down here, each with its notice. */
export function useSilentLanguages(call: CallState): SilentLanguage[] {
  const [said, setSaid] = useState<SilentLanguage[]>([]);
  const { speech, outside, host } = call.captionStatus;
  const known = host === 'ready' || host === 'degraded';
  const without = new Set(
    call.peers
      .filter(({ peerId, spokenLanguage: language }) => {
        const isHeardOutside = outside?.speech[language] && call.outsideSpeakers.includes(peerId);
        return known && !speech[language] && !isHeardOutside;
      })
      .map((peer) => peer.spokenLanguage),
  );
  const key = [...without].sort().join();
  useEffect(() => {
    let gone = false;
    const languages = key === '' ? [] : (key.split(',') as Language[]);
    void Promise.all(
      languages.map(async (language) => {
        const translate = await translatorOf(language);
        const name = translate(`languages.${language}`);
        return { language, text: translate('captions.noEngine', { language: name }) };
      }),
    ).then((texts) => {
      if (!gone) setSaid(texts);
    });
    return () => {
      gone = true;
    };
  }, [key]);
  return said;
}
