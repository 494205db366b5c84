import type {
  CaptionEngineFigures,
  CaptionFigures,
  CaptionSegment,
  CaptionStatus,
} from '@silkconsult/protocol';
import type { BreakerChanged } from '../translators/leg.ts';

type Kept = Omit<CaptionFigures, 'host' | 'droppedPackets'>;

/** What is counted of the captions host, across its deaths. */
export class HostFigures {
  #engines: readonly CaptionEngineFigures[] = [];
  #hostRestarts = 0;
  #gaps = 0;
  /** Breakers that are open, by what they are for: a new host begins with all closed. */
  readonly #openBreakers = new Map<string, BreakerChanged>();

  get openBreakers(): BreakerChanged[] {
    return [...this.#openBreakers.values()];
  }

  get all(): Kept {
    return {
      engines: [...this.#engines],
      openBreakers: this.openBreakers.map(({ engine, from, to }) => ({ engine, from, to })),
      hostRestarts: this.#hostRestarts,
      gaps: this.#gaps,
    };
  }

  /** What rooms are told of the load; undefined when nothing is left out. */
  get overload(): CaptionStatus['overload'] {
    const behind = this.#engines.filter(({ level }) => level > 0);
    if (behind.length === 0) return undefined;
    const pairs = behind.flatMap(({ languages, level }) =>
      languages.map((language) => [language, level] as const),
    );
    return Object.fromEntries(pairs);
  }

  get degraded(): boolean {
    return this.#engines.some(({ ok, level }) => !ok || level > 0);
  }

  look(engines: readonly CaptionEngineFigures[]): void {
    this.#engines = engines;
  }

  breaker(changed: BreakerChanged): void {
    const key = `${changed.engine} ${changed.from} ${changed.to}`;
    if (changed.open) this.#openBreakers.set(key, changed);
    else this.#openBreakers.delete(key);
  }

  /** Each utterance counts once, not once for each language. */
  segment({ flags, language, spokenLanguage }: CaptionSegment): void {
    if (flags.includes('gap') && language === spokenLanguage) this.#gaps += 1;
  }

  died(): void {
    this.#engines = [];
    this.#hostRestarts += 1;
  }
}
