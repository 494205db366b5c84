import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);
const here = fileURLToPath(import.meta.url);
const target = join(dirname(here), '../src/generated/fonts');

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)).join('');

/**
 * The letters of our eleven alphabets, per font file. A language list that names each language in
 * its own script would otherwise pull 450 KB of letters that nobody here writes: with these, all
 * alphabets together weigh 60 KB, and the complete files are fetched only for a rarer letter.
 * The same ranges stand in `src/theme/fonts.css`; a test holds the two against the locales.
 */
const ALPHABETS = {
  latin: {
    source: '@fontsource-variable/noto-sans/files/noto-sans-latin-wght-normal.woff2',
    text: `${range(0x20, 0x7e)}${range(0xa0, 0xff)}ʻʼ–—‘’“”„•…−`,
  },
  'latin-turkic': {
    source: '@fontsource-variable/noto-sans/files/noto-sans-latin-ext-wght-normal.woff2',
    text: 'ĞğİıŇňŞşŽž→',
  },
  cyrillic: {
    source: '@fontsource-variable/noto-sans/files/noto-sans-cyrillic-wght-normal.woff2',
    text: `${range(0x400, 0x45f)}Ұұ№`,
  },
  'cyrillic-turkic': {
    source: '@fontsource-variable/noto-sans/files/noto-sans-cyrillic-ext-wght-normal.woff2',
    text: 'ҒғҚқҢңҮүҲҳҶҷҺһӘәӢӣӨөӮӯ',
  },
  arabic: {
    source: '@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2',
    text: `${range(0x621, 0x63a)}${range(0x640, 0x652)}${range(0x660, 0x66c)}،؛؟ٰٔٹپچڈڑژکگڭںھہۂۃۆۇۈۋیېے۔ە${range(0x6f0, 0x6f9)}`,
  },
  // The language list names every language in its own script, on a page that needs one script only.
  'endonyms-arabic': {
    source: '@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2',
    text: 'ئۇيغۇرچەاردو',
  },
  'endonyms-cyrillic': {
    source: '@fontsource-variable/noto-sans/files/noto-sans-cyrillic-wght-normal.woff2',
    text: 'КазашаКыргызчаТоикМонголРусский',
  },
  'endonyms-cyrillic-turkic': {
    source: '@fontsource-variable/noto-sans/files/noto-sans-cyrillic-ext-wght-normal.woff2',
    text: 'Ққҷӣ',
  },
  'endonyms-chinese': { source: chineseFileWith('中'), text: '中' },
  'endonyms-chinese-2': { source: chineseFileWith('文'), text: '文' },
} as const;

/** Noto Sans SC comes split by code point: finds the file that holds a character. */
function chineseFileWith(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const ranges: Record<string, string> = require('@fontsource-variable/noto-sans-sc/unicode.json');
  for (const [name, list] of Object.entries(ranges)) {
    const inside = list.split(',').some((part) => {
      const [from, to] = part.trim().replace(/^U\+/i, '').split('-');
      const first = Number.parseInt(from ?? '', 16);
      return code >= first && code <= (to ? Number.parseInt(to, 16) : first);
    });
    if (inside) {
      const number = name.replace(/[[\]]/g, '');
      return `@fontsource-variable/noto-sans-sc/files/noto-sans-sc-${number}-wght-normal.woff2`;
    }
  }
  throw new Error(`Noto Sans SC has no file with ${character}`);
}

/** Cuts the alphabets out of the complete fonts, once; again when this file is newer. */
export function fonts(): Plugin {
  return {
    name: 'silkconsult-fonts',
    async config() {
      await mkdir(target, { recursive: true });
      const recipe = (await stat(here)).mtimeMs;
      for (const [name, { source, text }] of Object.entries(ALPHABETS)) {
        const file = join(target, `${name}.woff2`);
        if (existsSync(file) && (await stat(file)).mtimeMs > recipe) continue;
        const whole = await readFile(require.resolve(source));
        const variationAxes = { wght: { min: 400, max: 700, default: 400 } };
        await writeFile(
          file,
          await subsetFont(whole, text, { targetFormat: 'woff2', variationAxes }),
        );
      }
    },
  };
}
