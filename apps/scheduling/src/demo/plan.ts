import type {
  AppointmentStatus,
  Participant,
  ParticipantRole,
  Specialty,
} from '@silkconsult/protocol';
import { SPECIALTIES } from '@silkconsult/protocol';
import { Temporal } from 'temporal-polyfill';
import { DEMO_ORGANIZATIONS, type DemoOrganization } from './organizations.ts';
import { CAST, DEMO_ACTORS, type DemoActor } from './people.ts';
import { demoChoice, demoId, demoNumber } from './seed.ts';

export interface DemoAppointment {
  id: string;
  start: Date;
  end: Date;
  status: AppointmentStatus;
  reason: string;
  specialty: Specialty;
  organizerTimeZone: string;
  createdBy: string;
  participants: { actor: string; role: ParticipantRole; status?: Participant['status'] }[];
}

const DAYS_AROUND = 3;
const CONSULTS_A_DAY = 8;
const MINUTE = 60_000;

const PARTNERS = DEMO_ORGANIZATIONS.filter((organization) => organization.kind === 'partner');

export const REASONS: Record<Specialty, string> = {
  cardiology: 'Chest pain on exertion, echocardiogram attached',
  dermatology: 'Plaques that do not heal, photographs attached',
  endocrinology: 'Diabetes, treatment to be adjusted',
  'hepatobiliary-surgery': 'Liver cyst, question of operation',
  'infectious-diseases': 'Fever for three weeks after travel',
  nephrology: 'Rising creatinine, question of dialysis',
  neurology: 'First seizure, magnetic resonance images attached',
  neurosurgery: 'Herniated disc with weakness of the foot',
  'obstetrics-gynaecology': 'High-risk pregnancy, week 28',
  oncology: 'Second opinion on chemotherapy',
  ophthalmology: 'Loss of vision in one eye',
  orthopaedics: 'Fracture that does not unite',
  paediatrics: 'Heart murmur in a child of four',
  'pulmonology-tuberculosis': 'Cough for two months, resistance test attached',
  'transplant-surgery': 'Evaluation for a liver transplant',
  'traditional-medicine': 'Chronic pain, combined treatment',
};

function actorOf(partner: DemoOrganization, find: (actor: DemoActor) => boolean): string {
  const actor = DEMO_ACTORS.find((one) => one.organization === partner.key && find(one));
  if (!actor) throw new Error(`the demonstration data lack somebody at ${partner.key}`);
  return actor.id;
}

/** What became of a consult: those before today are over, the next ones are booked. */
function statusOf(start: Date, now: Date, key: string): AppointmentStatus {
  if (start.getTime() + 4 * 60 * MINUTE > now.getTime()) return 'booked';
  const fate = demoNumber(10, key, 'fate');
  if (fate === 0) return 'cancelled';
  return fate === 1 ? 'noshow' : 'fulfilled';
}

/**
 * One planned consult. The partner of each consult of a day differs, and so do specialist and
 * interpreter, by walking through the lists from a place that depends on the date: nobody is ever
 * needed twice at once.
 */
function planOne(date: Temporal.PlainDate, index: number, now: Date): DemoAppointment {
  const day = date.toString();
  const offset = demoNumber(PARTNERS.length, day);
  const partner = PARTNERS[(offset + index) % PARTNERS.length];
  const specialty = SPECIALTIES[(offset + index * 3) % SPECIALTIES.length];
  if (!partner || !specialty) throw new Error('the lists of the demonstration are empty');
  const start = new Date(
    date.toZonedDateTime({
      timeZone: 'Asia/Shanghai',
      plainTime: Temporal.PlainTime.from({ hour: 10 + index, minute: index % 2 === 0 ? 0 : 30 }),
    }).epochMilliseconds,
  );
  // The person to sign in as has something to do every day: the third consult is always theirs.
  const own = index === 2;
  const specialist = DEMO_ACTORS.find(
    (actor) =>
      actor.kind === 'specialist' && actor.specialty === specialty && actor.id !== CAST.specialist,
  );
  const interpreters = DEMO_ACTORS.filter(
    (actor) =>
      actor.id !== CAST.interpreter &&
      actor.languagePairs?.some((pair) => pair[1] === partner.languages[0]),
  );
  // Only neighbours in time can overlap, so taking turns is enough.
  const interpreter = interpreters[index % interpreters.length];
  const referrer = actorOf(
    partner,
    (actor) => actor.kind === 'referrer' && actor.id !== CAST.referrer,
  );
  const which = demoNumber(3, day, index, 'patient');
  const patient = demoId('actor', `${partner.key}-patient-${which}`);
  const participants: DemoAppointment['participants'] = [
    { actor: own ? CAST.specialist : (specialist?.id ?? CAST.specialist), role: 'specialist' },
    { actor: referrer, role: 'referrer' },
    { actor: patient, role: 'patient' },
    { actor: own ? CAST.interpreter : (interpreter?.id ?? CAST.interpreter), role: 'interpreter' },
    { actor: actorOf(partner, (actor) => actor.role === 'location'), role: 'location' },
  ];
  const shown = own ? 'pulmonology-tuberculosis' : specialty;
  return {
    id: demoId('appointment', day, index),
    start,
    end: new Date(start.getTime() + demoChoice([30, 45, 60], day, index, 'length') * MINUTE),
    status: statusOf(start, now, `${day}-${index}`),
    reason: REASONS[shown],
    specialty: shown,
    organizerTimeZone: 'Asia/Shanghai',
    createdBy: demoId('actor', 'cast-coordinator'),
    participants,
  };
}

/** The consults from three days before today to three days after, in Urumqi's official clock. */
export function planWeek(now: Date): DemoAppointment[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO('Asia/Shanghai')
    .toPlainDate();
  return Array.from({ length: 2 * DAYS_AROUND + 1 }, (_, day) =>
    Array.from({ length: CONSULTS_A_DAY }, (_, index) =>
      planOne(today.add({ days: day - DAYS_AROUND }), index, now),
    ),
  ).flat();
}

/** How long the consult that is open now lasts. */
const OPEN_MINUTES = 60;

/** The consult of the people to sign in as: it began at the last full five minutes. */
export function planOpen(now: Date): DemoAppointment {
  const start = new Date(Math.floor(now.getTime() / (5 * MINUTE)) * 5 * MINUTE);
  return {
    // Not by the start: an earlier one of the same five minutes may be over and must stay.
    id: demoId('open', now.toISOString()),
    start,
    end: new Date(start.getTime() + OPEN_MINUTES * MINUTE),
    status: 'booked',
    reason: REASONS['pulmonology-tuberculosis'],
    specialty: 'pulmonology-tuberculosis',
    organizerTimeZone: 'Asia/Shanghai',
    createdBy: demoId('actor', 'cast-coordinator'),
    participants: [
      { actor: CAST.specialist, role: 'specialist' },
      { actor: CAST.referrer, role: 'referrer' },
      { actor: CAST.patient, role: 'patient' },
      { actor: CAST.interpreter, role: 'interpreter' },
    ],
  };
}
