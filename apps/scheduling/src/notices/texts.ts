import { readFileSync } from 'node:fs';
import type { Language, NoticeKind, ParticipantRole } from '@silkconsult/protocol';

/** What notices are worded with in one language; times and roles as the screens word them. */
export interface Texts {
  time: {
    date: string;
    range: string;
    withZone: string;
    withDate: string;
    weekdays: Record<string, string>;
    months: Record<string, string>;
    zones: Record<string, string>;
  };
  roles: Record<ParticipantRole, string>;
  languages: Record<Language, string>;
  kinds: Record<NoticeKind, { subject: string; lead: string }>;
  /** What takes the place of a notice that is on a device and no longer matters. */
  gone: { subject: string; lead: string };
  summary: string;
  labels: Record<
    'when' | 'elsewhere' | 'before' | 'with' | 'languages' | 'open' | 'answer',
    string
  >;
  footer: string;
  /** The mail with the link to an account. */
  account: Record<'subject' | 'lead' | 'open' | 'footer', string>;
}

const loaded = new Map<Language, Texts>();

export function textsOf(language: Language): Texts {
  let texts = loaded.get(language);
  if (!texts) {
    const file = new URL(`./texts/${language}.json`, import.meta.url);
    texts = JSON.parse(readFileSync(file, 'utf8')) as Texts;
    loaded.set(language, texts);
  }
  return texts;
}

/** 'Reminder: {{when}}' → 'Reminder: Sunday, 22 November'. */
export function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}
