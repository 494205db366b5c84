import type { CodeableConcept, Extension, HumanName, Meta } from '@medplum/fhirtypes';
import type { Language } from '@silkconsult/protocol';
import { LANGUAGES } from '@silkconsult/protocol';

const STRUCTURES = 'http://hl7.org/fhir/StructureDefinition';
const NAME_REPRESENTATION = `${STRUCTURES}/iso21090-EN-representation`;

/** The IANA zone in which somebody lives, or by which a place's clocks go. */
export const timeZoneExtension = (zone: string): Extension => ({
  url: `${STRUCTURES}/timezone`,
  valueCode: zone,
});

/** The zone in which whoever chose an instant thought of it. */
export const chosenInZone = (zone: string) => ({
  extension: [{ url: `${STRUCTURES}/tz-code`, valueCode: zone }],
});

/** A text in other languages, beside the element that holds it in the first. */
export const translations = (texts: Partial<Record<Language, string>>) =>
  Object.entries(texts).map(([lang, content]) => ({
    url: `${STRUCTURES}/translation`,
    extension: [
      { url: 'lang', valueCode: lang },
      { url: 'content', valueString: content },
    ],
  }));

export function languageConcept(language: Language): CodeableConcept {
  return {
    coding: [{ system: 'urn:ietf:bcp:47', code: language }],
    text: LANGUAGES[language].endonym,
  };
}

/**
 * A name as each of the people who must recognise it writes it: in Latin letters as in the passport
 * (`official`), in the person's own script, in Chinese (both `usual`, told apart by their language).
 */
export function humanNames(person: {
  name: string;
  native_name: string | null;
  chinese_name?: string | null;
  languages: readonly Language[];
}): HumanName[] {
  const represented = (code: 'ABC' | 'SYL' | 'IDE', language?: string): Extension[] => [
    { url: NAME_REPRESENTATION, valueCode: code },
    ...(language ? [{ url: `${STRUCTURES}/language`, valueCode: language }] : []),
  ];
  const [native] = person.languages;
  const names: HumanName[] = [
    { use: 'official', text: person.name, extension: represented('ABC') },
  ];
  if (person.native_name)
    names.push({
      use: 'usual',
      text: person.native_name,
      extension: represented(native === 'zh-CN' ? 'IDE' : 'ABC', native),
    });
  if (person.chinese_name)
    names.push({ use: 'usual', text: person.chinese_name, extension: represented('IDE', 'zh-CN') });
  return names;
}

/** Demonstration data says so by the tag that FHIR has for it. */
export function metaOf(row: { demo?: boolean; version?: number; changed_at: Date }): Meta {
  return {
    lastUpdated: row.changed_at.toISOString(),
    versionId: row.version === undefined ? undefined : String(row.version),
    tag: row.demo
      ? [
          {
            system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
            code: 'HTEST',
            display: 'test health data',
          },
        ]
      : undefined,
  };
}

/** FHIR has no empty lists: what would be one is left out. */
export function filled<T>(list: readonly T[]): T[] | undefined {
  return list.length > 0 ? [...list] : undefined;
}
