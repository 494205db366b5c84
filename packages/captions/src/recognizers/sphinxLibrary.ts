import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LibraryHandle } from 'koffi';
import koffi from 'koffi';
import type { SphinxModel } from './sphinxModel.ts';

/** The ABI below is the one of 0.8 and 5prealpha (soname 3), the one that Debian and Ubuntu ship. */
const LIBRARY_NAMES = [
  'libpocketsphinx.so.3',
  '/usr/local/lib/libpocketsphinx.so.3',
  'libpocketsphinx.3.dylib',
  '/opt/homebrew/lib/libpocketsphinx.3.dylib',
];

/** The library's logarithms have the base 1.0001. */
const LOG_OF_BASE = Math.log(1.0001);

/** One utterance decoder; not safe for use from two threads. */
export interface SphinxDecoder {
  startUtterance(): void;
  /** @param pcm 16 kHz mono. Blocks the thread for the time of the decoding. */
  process(pcm: Int16Array): void;
  endUtterance(): void;
  /** The best text so far; empty when nothing was heard. */
  hypothesis(): string;
  /**
   * The natural logarithm of how likely the best text of the ended utterance is among all that the
   * decoder found.
   */
  logPosterior(): number;
}

export interface SphinxOptions {
  model: SphinxModel;
  /** A further language model in the ARPA format, and how much it counts (0 to 1). */
  domain?: { arpa: string; weight: number };
  /** More of pocketsphinx's own options, e.g. `['-lw', '7']`. */
  extra?: readonly string[];
}

/** The shared library, or undefined where it is not installed. */
function loadLibrary(): LibraryHandle | undefined {
  for (const name of LIBRARY_NAMES) {
    try {
      return koffi.load(name);
    } catch {
      // Not under this name: the next one is tried.
    }
  }
  return undefined;
}

function bind(library: LibraryHandle) {
  return {
    args: library.func('void *ps_args()'),
    // cmd_ln_init is variadic and C varargs differ by platform; the parser of an argv is not.
    parse: library.func(
      'void *cmd_ln_parse_r(void *inout, void *defn, int32_t argc, const char **argv, int32_t strict)',
    ),
    init: library.func('void *ps_init(void *config)'),
    start: library.func('int ps_start_utt(void *ps)'),
    process: library.func(
      'int ps_process_raw(void *ps, const int16_t *data, size_t samples, int noSearch, int full)',
    ),
    end: library.func('int ps_end_utt(void *ps)'),
    posterior: library.func('int32_t ps_get_prob(void *ps)'),
    hypothesis: library.func('const char *ps_get_hyp(void *ps, _Out_ int32_t *score)'),
    logMath: library.func('void *ps_get_logmath(void *ps)'),
    readModel: library.func(
      'void *ngram_model_read(void *config, const char *file, int type, void *logMath)',
    ),
    mixModels: library.func(
      'void *ngram_model_set_init(void *config, void **models, const char **names, const float *weights, int32_t count)',
    ),
    setModel: library.func('int ps_set_lm(void *ps, const char *name, void *model)'),
    setSearch: library.func('int ps_set_search(void *ps, const char *name)'),
  };
}

/**
 * Loads the model into a decoder (about half a second, 160 MB), for the life of the thread.
 *
 * @throws Error when the library is missing or refuses the model.
 */
export function openSphinxDecoder({ model, domain, extra = [] }: SphinxOptions): SphinxDecoder {
  const library = loadLibrary();
  if (!library) throw new Error('libpocketsphinx is not installed');
  const ps = bind(library);
  const argv = [
    ...['captions', '-hmm', model.acoustic, '-dict', model.dictionary],
    // The second, flat-lexicon pass costs 70 ms at the end of each utterance and gains no accuracy.
    ...['-fwdflat', 'no'],
    // A bound on the search: a third less work at the same accuracy (at 3000 it begins to err).
    ...['-maxhmmpf', '6000'],
    ...['-logfn', '/dev/null'],
    ...extra,
  ];
  const config = ps.parse(null, ps.args(), argv.length, argv, 1);
  const decoder = config && ps.init(config);
  if (!decoder) throw new Error('pocketsphinx refuses its model');

  const read = (file: string) => {
    const AUTODETECT = 0;
    const read = ps.readModel(config, file, AUTODETECT, ps.logMath(decoder));
    if (!read) throw new Error('pocketsphinx refuses a language model');
    return read;
  };
  const general = read(model.language);
  const mixed = domain
    ? ps.mixModels(
        config,
        [general, readText(domain.arpa, read)],
        ['general', 'domain'],
        [1 - domain.weight, domain.weight],
        2,
      )
    : general;
  if (ps.setModel(decoder, 'speech', mixed) !== 0 || ps.setSearch(decoder, 'speech') !== 0) {
    throw new Error('pocketsphinx refuses its language model');
  }
  return {
    startUtterance: () => void ps.start(decoder),
    process: (pcm) => void ps.process(decoder, pcm, pcm.length, 0, 0),
    endUtterance: () => void ps.end(decoder),
    logPosterior: () => (ps.posterior(decoder) as number) * LOG_OF_BASE,
    hypothesis: () => (ps.hypothesis(decoder, [0]) as string | null) ?? '',
  };
}

/** The library reads models from files only. */
function readText<T>(text: string, read: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'captions-'));
  try {
    const file = join(folder, 'domain.lm');
    writeFileSync(file, text);
    return read(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
