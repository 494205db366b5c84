import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { LANGUAGE_CODES, NOTICE_KINDS } from '@silkconsult/protocol';
import { ROOT } from './places.ts';

interface Words {
  [name: string]: string | Words;
}

const read = (...path: string[]): Words => JSON.parse(readFileSync(join(ROOT, ...path), 'utf8'));
const noticeTexts = (language: string) =>
  read('apps', 'scheduling', 'src', 'notices', 'texts', `${language}.json`);
const screenTexts = (language: string) =>
  read('apps', 'client', 'src', 'locales', language, 'base.json');

it.each(LANGUAGE_CODES)(
  'a mail in %s names days, zones and roles as the screens do',
  (language) => {
    const { time, roles } = noticeTexts(language);
    const screen = screenTexts(language);
    expect(screen.time).toMatchObject(time as Words);
    expect(screen.roles).toMatchObject(roles as Words);
  },
);

it.each(LANGUAGE_CODES)(
  'a transcript’s document in %s words things as the screens do',
  (language) => {
    const document = read('apps', 'scheduling', 'src', 'transcripts', 'texts', `${language}.json`);
    const base = screenTexts(language).captions as Words;
    const { transcript } = read('apps', 'client', 'src', 'locales', language, 'transcript.json');
    const page = transcript as Words;
    expect(document).toMatchObject({
      title: page.title,
      consent: page.consent,
      earlier: page.earlier,
      writers: { speech: page.heard, interpreter: base.interpreted, machine: base.machine },
      cautions: {
        ...(base.warnings as Words),
        ...{ untranslated: base.asSpoken, gap: base.gap, unconfirmed: page.unconfirmed },
      },
    });
  },
);

it.each(LANGUAGE_CODES)('every kind of notice has words of its own in %s', (language) => {
  const kinds = noticeTexts(language).kinds as Record<string, { subject: string; lead: string }>;
  expect(Object.keys(kinds).sort()).toEqual([...NOTICE_KINDS].sort());
  const english = noticeTexts('en').kinds as typeof kinds;
  for (const kind of NOTICE_KINDS) {
    expect(kinds[kind]?.subject).toContain('{{when}}');
    expect(kinds[kind]?.lead).toMatch(/\S{2}.*[.。۔]/u);
    if (language !== 'en') expect(kinds[kind]?.lead).not.toBe(english[kind]?.lead);
  }
});
