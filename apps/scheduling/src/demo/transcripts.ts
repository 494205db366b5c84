import type { Language, ParticipantRole, TranscriptSegment } from '@silkconsult/protocol';
import { foldText } from '@silkconsult/protocol';
import type { NewRow, Tx } from '../database/types.ts';
import { DEMO_ACTORS } from './people.ts';
import type { DemoAppointment } from './plan.ts';
import { demoId } from './seed.ts';

interface Said {
  role: ParticipantRole;
  /** As spoken first; a text that stands twice in one language was corrected. */
  texts: (Pick<TranscriptSegment, 'language' | 'text'> & Partial<TranscriptSegment>)[];
}

const MACHINE = { origin: 'translator', engine: 'demonstration' } as const;

const SAID: Said[] = [
  {
    role: 'specialist',
    texts: [
      { language: 'zh-CN', text: '哪里疼？' },
      { language: 'ru', text: 'Где болит?', origin: 'phrasebook' },
    ],
  },
  {
    role: 'patient',
    texts: [
      { language: 'ru', text: 'Справа под рёбрами, уже две недели.' },
      {
        language: 'zh-CN',
        text: '左侧肋骨下方，已经两周了。',
        ...MACHINE,
        flags: ['sideMismatch'],
      },
      { language: 'zh-CN', text: '右侧肋骨下方，已经两周了。', state: 'corrected' },
    ],
  },
  {
    role: 'specialist',
    texts: [
      {
        language: 'zh-CN',
        text: '请每天服用两次，每次 400 毫克。',
        readBack: { reasons: ['dose'] },
      },
      {
        language: 'ru',
        text: 'Принимайте по 400 мг два раза в день.',
        ...MACHINE,
        readBack: { reasons: ['dose'] },
      },
    ],
  },
];

/** The line as captions would have shown it: each text of a language is its next revision. */
function segmentsOf(one: DemoAppointment, { role, texts }: Said, at: number): TranscriptSegment[] {
  const speaker = one.participants.find((participant) => participant.role === role);
  const spokenLanguage: Language = texts[0]?.language ?? 'ru';
  const t0Ms = one.start.getTime() + (5 + at) * 60_000;
  return texts.map((text, index) => ({
    segmentId: demoId('segment', one.id, at),
    seq: at,
    roomId: one.id,
    speakerId: speaker?.actor ?? '',
    spokenLanguage,
    revision: texts.slice(0, index + 1).filter(({ language }) => language === text.language).length,
    sourceRevision: 1,
    state: 'final',
    stableChars: text.text.length,
    t0Ms,
    t1Ms: t0Ms + 4000,
    origin: 'typed',
    engine: 'typed',
    flags: [],
    ...text,
  }));
}

const speaks = (id: string | undefined, language: Language) =>
  DEMO_ACTORS.find((actor) => actor.id === id)?.languages.includes(language) === true;

/** Consults between Chinese and Russian were written down; everybody in them agreed before. */
export async function writeTranscripts(tx: Tx, planned: readonly DemoAppointment[]): Promise<void> {
  const consents: NewRow<'speaker_consent'>[] = [];
  const segments: NewRow<'transcript_segment'>[] = [];
  for (const one of planned) {
    const actorOf = (role: ParticipantRole) =>
      one.participants.find((participant) => participant.role === role)?.actor;
    const specialist = actorOf('specialist');
    const patient = actorOf('patient');
    const doctor = actorOf('referrer');
    if (one.status !== 'fulfilled' || !specialist || !patient || !doctor) continue;
    if (!speaks(specialist, 'zh-CN') || !speaks(patient, 'ru')) continue;
    for (const [speaker, by] of [
      [specialist, specialist],
      [patient, doctor],
    ] as const)
      consents.push({
        appointment_id: one.id,
        speaker_id: speaker,
        purpose: 'transcript',
        status: 'given',
        recorded_by: by,
        at: new Date(one.start.getTime() - 60_000),
      });
    for (const segment of SAID.flatMap((said, at) => segmentsOf(one, said, at)))
      segments.push({
        appointment_id: one.id,
        segment_id: segment.segmentId,
        language: segment.language,
        revision: segment.revision,
        speaker_id: segment.speakerId,
        segment: JSON.stringify(segment),
        search_text: foldText(segment.text),
      });
  }
  if (segments.length === 0) return;
  await tx.insertInto('speaker_consent').values(consents).execute();
  await tx.insertInto('transcript_segment').values(segments).execute();
}
