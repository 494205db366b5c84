import type { CaptionSegment, Language } from '@silkconsult/protocol';
import type { Leg } from './leg.ts';
import type { TermHit, Translation, TranslationRequest, Translator } from './translator.ts';

type Flag = CaptionSegment['flags'][number];

/** With one of these, what the machine wrote is no translation: the source is shown instead. */
const UNUSABLE: readonly Flag[] = ['wrongScript', 'repeated', 'copiedSource'];

/** What a translation is checked with. */
export interface Checks {
  findTerms(text: string, from: Language, to: Language): TermHit[];
  /** What the guards find in a translation. */
  check(line: { text: string; from: Language; translated: string; to: Language }): Flag[];
}

interface RouteOptions extends Checks {
  engine: Pick<Translator, 'id' | 'remote'>;
  /** The way from the spoken language to the reader's: one leg, or two through `via`. */
  first: { leg: Leg; from: Language; to: Language };
  second?: { leg: Leg; from: Language; to: Language };
}

/**
 * Machine translation of one pair. Whatever comes out has passed the guards, or carries their flags.
 */
export class Route implements Translator {
  readonly id: string;
  readonly remote: boolean;
  readonly pairs: readonly (readonly [Language, Language])[];
  readonly #options: RouteOptions;
  readonly #from: Language;
  readonly #to: Language;

  constructor(options: RouteOptions) {
    this.#options = options;
    this.id = options.engine.id;
    this.remote = options.engine.remote;
    this.#from = options.first.from;
    this.#to = (options.second ?? options.first).to;
    this.pairs = [[this.#from, this.#to]];
  }

  /** @throws when the engine does. */
  translate(request: TranslationRequest): Promise<Translation> {
    // Terms that changed in the meantime make another translation.
    const key = JSON.stringify([this.#from, this.#to, request.text, request.terms]);
    const known = request.memory.get(key);
    if (known) return known;
    const translation = this.#translate(request);
    request.memory.set(key, translation);
    translation.catch(() => request.memory.delete(key));
    return translation;
  }

  async #translate(request: TranslationRequest): Promise<Translation> {
    const { first, second } = this.#options;
    const via = second && { via: first.to };
    const half = await this.#checked(first, request);
    const spoiled = half.flags.filter((flag) => UNUSABLE.includes(flag));
    if (spoiled.length > 0) return { ...this.#asSpoken(request, spoiled), ...via };
    if (!second) return half;
    const whole = await this.#checked(second, { ...request, text: half.text });
    // What counts is what the reader gets of what was said.
    const said = { text: request.text, from: this.#from, translated: whole.text, to: this.#to };
    const flags = this.#options.check(said);
    const unusable = [...whole.flags, ...flags].filter((flag) => UNUSABLE.includes(flag));
    if (unusable.length > 0) return { ...this.#asSpoken(request, [...new Set(unusable)]), ...via };
    return { ...whole, ...via, flags };
  }

  /** Asks a second time, more firmly, when a term is missing, the engine takes terms and there is time. */
  async #checked(
    { leg, from, to }: RouteOptions['first'],
    request: TranslationRequest,
  ): Promise<Translation> {
    const terms = this.#options.findTerms(request.text, from, to);
    const ask = async (insist: boolean): Promise<Translation> => {
      const translation = await leg.translate({ ...request, from, to, terms, insist });
      const said = { text: request.text, from, translated: translation.text, to };
      return { ...translation, flags: this.#options.check(said) };
    };
    const first = await ask(false);
    if (request.hurried || !leg.takesTerms || !first.flags.includes('termMissing')) return first;
    const second = await ask(true).catch(() => first);
    return second.flags.length < first.flags.length ? second : first;
  }

  #asSpoken({ text }: TranslationRequest, flags: Flag[]): Translation {
    return { text, origin: 'translator', engine: this.id, flags: ['untranslated', ...flags] };
  }
}
