import type { CaptionSegment, Language } from '@silkconsult/protocol';
import { expectedTerms, findTerms, type Glossary, hotword } from '../glossary/index.ts';

/** More than this makes an engine hear them where they are not. */
const MAX_HOTWORDS = 100;

/**
 * The terms that each room's consult is about, for the engines that can be told what to expect:
 * those that were said in it, whoever said them and in whatever language, the newest first, and
 * then those of any consult. Of a room it keeps which terms of the glossary came up, and nothing else.
 */
export class ConsultTerms {
  readonly #glossary: () => Glossary;
  /** Room → ids, in the order in which they were last said. */
  readonly #heard = new Map<string, Set<string>>();

  /** @param glossary the one that counts now: a site may change it. */
  constructor(glossary: () => Glossary) {
    this.#glossary = glossary;
  }

  /** Takes note of a line as it was spoken; of other lines, nothing. */
  hear({ roomId, state, language, spokenLanguage, text }: CaptionSegment): void {
    const settled = state === 'final' || state === 'corrected';
    if (!settled || language !== spokenLanguage) return;
    const heard = this.#heard.get(roomId) ?? new Set();
    this.#heard.set(roomId, heard);
    for (const { termId } of findTerms(text, language, this.#glossary())) {
      heard.delete(termId);
      heard.add(termId);
    }
  }

  /**
   * Words to expect, likeliest first.
   *
   * @param roomId leave it out for an engine outside the hospital: what was said in a room may have
   * been said by somebody whose words must not leave it.
   */
  hotwords(language: Language, roomId?: string): readonly string[] {
    const heard = roomId === undefined ? [] : [...(this.#heard.get(roomId) ?? [])].reverse();
    const glossary = this.#glossary();
    const words = [...heard, ...expectedTerms(glossary)].map((id) =>
      hotword(glossary.terms.get(id), language),
    );
    return [...new Set(words.filter((word) => word !== undefined))].slice(0, MAX_HOTWORDS);
  }

  forget(roomId: string): void {
    this.#heard.delete(roomId);
  }
}
