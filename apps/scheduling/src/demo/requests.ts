import type { RequestStage, Specialty, Urgency } from '@silkconsult/protocol';
import type { NewRow, Tx } from '../database/types.ts';
import { statusOf } from '../serviceRequests/rules/stages.ts';
import { DEMO_ORGANIZATIONS } from './organizations.ts';
import { CAST, DEMO_ACTORS } from './people.ts';
import { REASONS } from './plan.ts';
import { demoId } from './seed.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const RESPONSE = { routine: 48 * HOUR, urgent: 8 * HOUR, asap: 2 * HOUR, stat: 15 * MINUTE };
const COORDINATOR = demoId('actor', 'cast-coordinator');

interface Planned {
  partner: string;
  stage: RequestStage;
  urgency: Urgency;
  specialty: Specialty;
  /** How long ago it came to whoever has it now. */
  ago: number;
  taken?: boolean;
  thread?: readonly [kind: 'question' | 'answer' | 'decline', text: string][];
  question?: string;
  summary?: string;
  calledOff?: boolean;
}

/** A dozen requests in every stage; some are late, so that the clocks of the queue have work. */
const PLANNED: readonly Planned[] = [
  {
    partner: 'osh',
    stage: 'draft',
    urgency: 'routine',
    specialty: 'cardiology',
    ago: 20 * MINUTE,
    question: 'Is a pacemaker needed?',
  },
  {
    partner: 'osh',
    stage: 'triage',
    urgency: 'urgent',
    specialty: 'pulmonology-tuberculosis',
    ago: HOUR,
    summary:
      'Cough for two months, weight loss of 6 kg. Sputum positive, rifampicin resistance on the rapid test. Chest film and laboratory are ready.',
  },
  {
    partner: 'osh',
    stage: 'needs-information',
    urgency: 'routine',
    specialty: 'nephrology',
    ago: 5 * HOUR,
    taken: true,
    thread: [['question', 'Please add the creatinine values of the last three months.']],
  },
  {
    partner: 'osh',
    stage: 'accepted',
    urgency: 'routine',
    specialty: 'oncology',
    ago: 3 * HOUR,
    taken: true,
    thread: [
      ['question', 'Has she had radiotherapy?'],
      ['answer', 'Yes, 50 Gy in 2024; the report is attached.'],
    ],
  },
  {
    partner: 'osh',
    stage: 'declined',
    urgency: 'routine',
    specialty: 'dermatology',
    ago: 30 * HOUR,
    taken: true,
    thread: [['decline', 'Photographs show a common eczema; treatment on site is advised.']],
  },
  {
    partner: 'almaty',
    stage: 'triage',
    urgency: 'asap',
    specialty: 'neurosurgery',
    ago: 90 * MINUTE,
    taken: true,
  },
  {
    partner: 'naryn',
    stage: 'triage',
    urgency: 'routine',
    specialty: 'orthopaedics',
    ago: 50 * HOUR,
  },
  {
    partner: 'samarkand',
    stage: 'triage',
    urgency: 'routine',
    specialty: 'endocrinology',
    ago: 4 * HOUR,
  },
  {
    partner: 'dushanbe',
    stage: 'triage',
    urgency: 'urgent',
    specialty: 'hepatobiliary-surgery',
    ago: 7 * HOUR,
  },
  {
    partner: 'khovd',
    stage: 'needs-information',
    urgency: 'urgent',
    specialty: 'obstetrics-gynaecology',
    ago: 2 * HOUR,
    taken: true,
    thread: [['question', 'Which week of pregnancy, and which blood pressure today?']],
  },
  {
    partner: 'gilgit',
    stage: 'accepted',
    urgency: 'asap',
    specialty: 'paediatrics',
    ago: HOUR,
    taken: true,
  },
  {
    partner: 'ashgabat',
    stage: 'closed',
    urgency: 'routine',
    specialty: 'neurology',
    ago: 72 * HOUR,
  },
  {
    partner: 'bishkek',
    stage: 'closed',
    urgency: 'routine',
    specialty: 'ophthalmology',
    ago: 60 * HOUR,
    calledOff: true,
  },
];

const idOf = (index: number) => demoId('request', index);
const waits: readonly RequestStage[] = ['triage', 'needs-information', 'accepted'];

function toRow(one: Planned, index: number, now: Date): NewRow<'service_request'> {
  const partner = DEMO_ORGANIZATIONS.find(({ key }) => key === one.partner);
  const own = one.partner === 'osh';
  const general = one.partner === 'gilgit' ? 'tianshan' : 'first';
  const performer = one.specialty === 'pulmonology-tuberculosis' ? 'hongshan' : general;
  const since = new Date(now.getTime() - one.ago);
  const sent = one.stage !== 'draft';
  return {
    id: idOf(index),
    version: 1,
    status: statusOf(one.stage, one.calledOff === true),
    stage: one.stage,
    patient_id: demoId('actor', `${one.partner}-patient-${index % 3}`),
    requester_id: own ? CAST.referrer : demoId('actor', `${one.partner}-referrer-0`),
    requesting_organization_id: demoId('organization', one.partner),
    agreement_id: sent ? demoId('agreement', one.partner, performer) : null,
    performer_id: sent ? demoId('organization', performer) : null,
    specialty: one.specialty,
    urgency: one.urgency,
    question: one.question ?? REASONS[one.specialty],
    summary: one.summary ?? '',
    patient_language: partner?.languages[0] ?? 'ru',
    doctor_language: 'ru',
    preferred_windows: JSON.stringify([tomorrow(now, 1), tomorrow(now, 2)]),
    contact: '+996 000 000 000',
    created_at: since,
    authored_at: sent ? since : null,
    respond_by: waits.includes(one.stage)
      ? new Date(since.getTime() + RESPONSE[one.urgency])
      : null,
    holder_id: one.taken ? COORDINATOR : null,
    decline_reason: one.stage === 'declined' ? (one.thread?.[0]?.[1] ?? null) : null,
    demo: true,
  };
}

/** A morning from 04:00 to 08:00 universal time, which is a working time on both sides. */
function tomorrow(now: Date, days: number) {
  const day = Math.floor(now.getTime() / (24 * HOUR)) + days;
  const at = (hour: number) => new Date(day * 24 * HOUR + hour * HOUR).toISOString();
  return { start: at(4), end: at(8) };
}

function threadOf(one: Planned, index: number, now: Date): NewRow<'service_request_message'>[] {
  return (one.thread ?? []).map(([kind, text], position, all) => ({
    id: demoId('request-message', index, position),
    service_request_id: idOf(index),
    author_id: kind === 'answer' ? toRow(one, index, now).requester_id : COORDINATOR,
    kind,
    text,
    at: new Date(now.getTime() - one.ago - (all.length - 1 - position) * HOUR),
  }));
}

/** Specialists of an accepted request; of the child's two, because several may see one case. */
function specialistsOf(one: Planned, index: number): NewRow<'service_request_specialist'>[] {
  if (one.stage !== 'accepted') return [];
  const wanted = one.specialty === 'paediatrics' ? ['paediatrics', 'cardiology'] : [one.specialty];
  return wanted.flatMap((specialty) => {
    const actor = DEMO_ACTORS.find(
      (each) => each.kind === 'specialist' && each.specialty === specialty,
    );
    return actor ? [{ service_request_id: idOf(index), actor_id: actor.id }] : [];
  });
}

/** The requests, dated anew at every start; what somebody changed stays as it is. */
export async function writeRequests(tx: Tx, now: Date): Promise<void> {
  await tx
    .deleteFrom('service_request')
    .where('demo', '=', true)
    .where('version', '=', 1)
    .execute();
  const touched = new Set(
    (await tx.selectFrom('service_request').select('id').where('demo', '=', true).execute()).map(
      ({ id }) => id,
    ),
  );
  for (const [index, one] of PLANNED.entries()) {
    if (touched.has(idOf(index))) continue;
    await tx
      .insertInto('service_request')
      .values(toRow(one, index, now))
      .execute();
    const thread = threadOf(one, index, now);
    if (thread.length > 0) await tx.insertInto('service_request_message').values(thread).execute();
    const specialists = specialistsOf(one, index);
    if (specialists.length > 0)
      await tx.insertInto('service_request_specialist').values(specialists).execute();
  }
}
