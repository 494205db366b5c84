import type {
  ConsultSpeaker,
  Language,
  Transcript,
  TranscriptLine,
  TranscriptSegment,
} from '@silkconsult/protocol';
import { cautionsOf, directionOf, textLanguageOf, writerOf } from '@silkconsult/protocol';
import {
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { clockText, spanText } from '../notices/clock.ts';
import { textsOf } from '../notices/texts.ts';
import { transcriptTextsOf } from './texts.ts';

interface TranscriptDocument {
  transcript: Transcript;
  reason: string;
  start: Date;
  end: Date;
  /** The reader's: of the document's own words, and of the translation beside what was said. */
  language: Language;
  zone: string;
}

/** Time, speaker, as spoken, translation: shares of a landscape page in twentieths of a point. */
const WIDTHS = [1300, 2400, 5200, 5200];
const SMALL = 18;
const DANGER = 'A3202A';

const isRtl = (language: Language) => directionOf(language) === 'rtl';

/** A paragraph in the direction and under the name of its language. */
function paragraph(
  language: Language,
  text: string,
  { heading, ...looks }: { heading?: boolean; bold?: boolean; size?: number; color?: string } = {},
): Paragraph {
  const rightToLeft = isRtl(language);
  return new Paragraph({
    bidirectional: rightToLeft,
    ...(heading && { heading: HeadingLevel.HEADING_1 }),
    children: [
      new TextRun({
        ...{ text, rightToLeft, ...looks },
        language: { value: language, eastAsia: language, bidirectional: language },
      }),
    ],
  });
}

/**
 * The transcript as an Office Open XML document: a line a row, as spoken and in the reader's
 * language, with who wrote each text, what stood there before, and warnings in words.
 */
export async function toDocx(of: TranscriptDocument): Promise<Buffer> {
  const { transcript, reason, start, end, language, zone } = of;
  const texts = transcriptTextsOf(language);
  const own = (text: string, looks = {}) => paragraph(language, text, looks);
  const document = new Document({
    title: texts.title,
    creator: 'SilkConsult',
    sections: [
      {
        properties: { page: { size: { width: 16838, height: 11906 } } },
        children: [
          own(texts.title, { heading: true }),
          own(spanText(language, { start, end }, zone), { bold: true }),
          own(reason),
          own(texts.lead, { size: SMALL }),
          own(texts.people, { bold: true }),
          ...transcript.speakers.map((speaker) => own(aboutSpeaker(speaker, language))),
          own(''),
          transcript.lines.length === 0 ? own(texts.empty) : tableOf(transcript, language, zone),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

function aboutSpeaker({ name, nativeName, role, words }: ConsultSpeaker, language: Language) {
  const status = transcriptTextsOf(language).consent[words.transcript?.status ?? 'none'];
  const named = nativeName === undefined ? name : `${name} (${nativeName})`;
  return `${named}, ${textsOf(language).roles[role]}: ${status}`;
}

function tableOf({ speakers, lines }: Transcript, language: Language, zone: string): Table {
  const { time, speaker, spoken, translation } = transcriptTextsOf(language);
  const nameOf = (id: string) => speakers.find((one) => one.id === id)?.name ?? '';
  const heads = [time, speaker, spoken, translation].map((text) => [
    paragraph(language, text, { bold: true }),
  ]);
  return new Table({
    visuallyRightToLeft: isRtl(language),
    layout: TableLayoutType.FIXED,
    columnWidths: WIDTHS,
    rows: [
      row(heads, true),
      ...lines.map((line) => {
        const role = speakers.find(({ id }) => id === line.speakerId)?.role;
        const translated = translationOf(line, language);
        return row([
          [paragraph('en', clockText(new Date(line.at), zone))],
          [
            paragraph(language, nameOf(line.speakerId), { bold: true }),
            paragraph(language, role ? textsOf(language).roles[role] : '', { size: SMALL }),
          ],
          line.texts[0] ? wordsOf(line.texts[0], language, nameOf) : [],
          translated ? wordsOf(translated, language, nameOf) : [],
        ]);
      }),
    ],
  });
}

function row(cells: Paragraph[][], tableHeader = false): TableRow {
  return new TableRow({
    tableHeader,
    cantSplit: true,
    children: cells.map(
      (children, at) =>
        new TableCell({
          width: { size: WIDTHS[at] ?? 0, type: WidthType.DXA },
          margins: { top: 60, bottom: 60, left: 100, right: 100 },
          children: children.length > 0 ? children : [new Paragraph('')],
        }),
    ),
  });
}

type Text = TranscriptLine['texts'][number];

/** The reader's language beside what was said, where that is another one. */
function translationOf({ texts }: TranscriptLine, language: Language): Text | undefined {
  return texts.find((text, at) => at > 0 && text.newest.language === language);
}

/** One text: the words, warnings, who wrote them, and what stood there before. */
function wordsOf(
  { newest, earlier }: Text,
  language: Language,
  nameOf: (id: string) => string,
): Paragraph[] {
  const texts = transcriptTextsOf(language);
  const words = (segment: TranscriptSegment, looks = {}) =>
    paragraph(textLanguageOf(segment), segment.text || '…', looks);
  const small = { size: SMALL };
  const by = newest.correctedBy === undefined ? '' : `: ${nameOf(newest.correctedBy)}`;
  const way = newest.via ? [newest.spokenLanguage, newest.via, newest.language] : [];
  const before = earlier.filter(({ text }) => text !== newest.text);
  return [
    words(newest),
    ...cautionsOf(newest).map((caution) =>
      paragraph(language, `⚠ ${texts.cautions[caution]}`, { ...small, bold: true, color: DANGER }),
    ),
    paragraph(language, `${texts.writers[writerOf(newest)]}${by}`, small),
    ...(way.length > 0
      ? [paragraph(language, way.map((one) => textsOf(language).languages[one]).join(' – '), small)]
      : []),
    ...(before.length > 0 ? [paragraph(language, `${texts.earlier}:`, small)] : []),
    ...before.map((segment) => words(segment, { ...small, color: '666666' })),
  ];
}
