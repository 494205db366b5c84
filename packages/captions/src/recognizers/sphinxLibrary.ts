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

/** One utterance decoder; not safe for use from two threads. */
export interface SphinxDecoder {
  startUtterance(): void;
  /** @param pcm 16 kHz mono. Blocks the thread for the time of the decoding. */
  process(pcm: Int16Array): void;
  endUtterance(): void;
  /** The best text so far; empty when nothing was heard. */
  hypothesis(): string;
  free(): void;
}

/** The shared library, or undefined where it is not installed. */
export function loadSphinxLibrary(): LibraryHandle | undefined {
  for (const name of LIBRARY_NAMES) {
    try {
      return koffi.load(name);
    } catch {
      // Not under this name: the next one is tried.
    }
  }
  return undefined;
}

/**
 * Loads the model into a decoder (about half a second, 160 MB).
 *
 * @throws Error when the library is missing or refuses the model.
 */
export function openSphinxDecoder(
  model: SphinxModel,
  extra: readonly string[] = [],
): SphinxDecoder {
  const library = loadSphinxLibrary();
  if (!library) throw new Error('libpocketsphinx is not installed');
  const ps = {
    args: library.func('void *ps_args()'),
    // cmd_ln_init is variadic and C varargs differ by platform; the parser of an argv is not.
    parse: library.func(
      'void *cmd_ln_parse_r(void *inout, void *defn, int32_t argc, const char **argv, int32_t strict)',
    ),
    init: library.func('void *ps_init(void *config)'),
    free: library.func('int ps_free(void *ps)'),
    start: library.func('int ps_start_utt(void *ps)'),
    process: library.func(
      'int ps_process_raw(void *ps, const int16_t *data, size_t samples, int noSearch, int full)',
    ),
    end: library.func('int ps_end_utt(void *ps)'),
    hypothesis: library.func('const char *ps_get_hyp(void *ps, _Out_ int32_t *score)'),
  };
  const argv = [
    'captions',
    ...['-hmm', model.acoustic, '-lm', model.language, '-dict', model.dictionary],
    // The second, flat-lexicon pass costs 70 ms at the end of each utterance and gains no accuracy.
    ...['-fwdflat', 'no'],
    ...['-logfn', process.platform === 'win32' ? 'NUL' : '/dev/null'],
    ...extra,
  ];
  const config = ps.parse(null, ps.args(), argv.length, argv, 1);
  const decoder = config && ps.init(config);
  if (!decoder) throw new Error('pocketsphinx refuses its model');
  return {
    startUtterance: () => void ps.start(decoder),
    process: (pcm) => void ps.process(decoder, pcm, pcm.length, 0, 0),
    endUtterance: () => void ps.end(decoder),
    hypothesis: () => (ps.hypothesis(decoder, [0]) as string | null) ?? '',
    free: () => void ps.free(decoder),
  };
}
