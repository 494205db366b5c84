import { randomUUID } from 'node:crypto';
import type { ConsentStatus, Measurement, PathMeasurement } from '@silkconsult/protocol';
import type { Tx } from '../database/types.ts';
import { judge } from '../rehearsals/rules/verdict.ts';
import { DEMO_ORGANIZATIONS } from './organizations.ts';
import { CAST, DEMO_ACTORS, type DemoActor } from './people.ts';
import type { DemoAppointment } from './plan.ts';
import { demoChoice, demoId, demoNumber } from './seed.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LENGTH = 45 * MINUTE;

/** The consults that show on the day board what can go wrong; each begins relative to the start. */
const SCENES = [
  { name: 'waiting', partner: 'dushanbe', index: 0, startsIn: -10 * MINUTE },
  { name: 'no-interpreter', partner: 'samarkand', index: 1, startsIn: 2 * HOUR },
  { name: 'unanswered', partner: 'astana-centre', index: 2, startsIn: 5 * HOUR },
] as const;

type Scene = (typeof SCENES)[number];
const idOf = (scene: Scene, start: Date) =>
  demoId('appointment', 'scene', scene.name, start.toISOString());

function pick(role: (actor: DemoActor) => boolean, index: number): DemoActor {
  const found = DEMO_ACTORS.filter(role);
  const actor = found[index % found.length];
  if (!actor) throw new Error('the demonstration lacks somebody for the board');
  return actor;
}

function planScene(scene: Scene, now: Date): DemoAppointment {
  const start = new Date(Math.floor((now.getTime() + scene.startsIn) / (5 * MINUTE)) * 5 * MINUTE);
  const partner = DEMO_ORGANIZATIONS.find(({ key }) => key === scene.partner);
  const there = (role: DemoActor['role']) => (actor: DemoActor) =>
    actor.organization === partner?.key && actor.role === role;
  // The second of each specialty, the second referrer, the last patient: the week's plan takes the others.
  const specialist = pick(
    (actor) =>
      actor.kind === 'specialist' &&
      actor.id !== CAST.specialist &&
      !actor.languages.includes('ru'),
    scene.index * 4 + 5,
  );
  const interpreter = pick(
    (actor) =>
      actor.id !== CAST.interpreter &&
      actor.languagePairs?.some((pair) => pair[1] === partner?.languages[0]) === true,
    1,
  );
  const without = scene.name === 'no-interpreter';
  const unanswered = scene.name === 'unanswered';
  return {
    id: idOf(scene, start),
    start,
    end: new Date(start.getTime() + LENGTH),
    status: 'booked',
    reason: 'Second opinion before an operation',
    specialty: specialist.specialty ?? 'oncology',
    organizerTimeZone: 'Asia/Shanghai',
    createdBy: demoId('actor', 'cast-coordinator'),
    participants: [
      {
        actor: specialist.id,
        role: 'specialist',
        status: unanswered ? 'needs-action' : 'accepted',
      },
      { actor: pick(there('practitioner'), 1).id, role: 'referrer' },
      { actor: pick(there('patient'), 2).id, role: 'patient' },
      ...(without
        ? []
        : ([
            {
              actor: interpreter.id,
              role: 'interpreter',
              status: unanswered ? 'declined' : 'accepted',
            },
            { actor: pick(there('location'), 0).id, role: 'location' },
          ] as const)),
    ],
  };
}

/** Something missing, somebody lost, somebody waiting: what a coordinator's day is made of. */
export function planScenes(now: Date): DemoAppointment[] {
  return SCENES.map((scene) => planScene(scene, now));
}

/** Consents for nearly all of them, and the patient who waits: as people and signalling would tell. */
export async function writeBoardFacts(tx: Tx, written: readonly DemoAppointment[]): Promise<void> {
  const consents = written.flatMap((one) => {
    const [patient] = one.participants.filter(({ role }) => role === 'patient');
    const [referrer] = one.participants.filter(({ role }) => role === 'referrer');
    const fate = demoNumber(8, one.id, 'consent');
    if (!patient || !referrer || fate === 0) return [];
    const status: ConsentStatus = fate === 1 ? 'asked' : 'given';
    return [
      {
        appointment_id: one.id,
        patient_id: patient.actor,
        status,
        recorded_by: referrer.actor,
        at: new Date(one.start.getTime() - 30 * HOUR),
      },
    ];
  });
  if (consents.length > 0) await tx.insertInto('consent').values(consents).execute();
  await writeRehearsals(tx, written);
  await writeCases(tx, written);
  for (const one of written.filter(isWaitingScene)) await writeWaiting(tx, one);
}

/** The last scene's clinic did rehearse, and it failed. */
const isUnrehearsed = (one: DemoAppointment) =>
  one.id !== idOf(SCENES[2], one.start) && demoNumber(6, one.id, 'rehearsal') === 0;

const LINE = {
  seconds: 20,
  sentKbps: 920,
  receivedKbps: 880,
  lossPercent: 0.3,
  roundTripMs: 110,
  jitterMs: 9,
  picture: { width: 1280, height: 720, framesPerSecond: 24 },
  protocol: 'udp',
  relayed: false,
} as const;
/** What clinics' lines are like, mostly; the scene without answers has one of no use. */
const LINES: PathMeasurement[] = [LINE, LINE, { ...LINE, lossPercent: 4.2, roundTripMs: 380 }];
const BROKEN_LINE: PathMeasurement = { ...LINE, lossPercent: 23.5, receivedKbps: 41 };

async function writeRehearsals(tx: Tx, written: readonly DemoAppointment[]): Promise<void> {
  const held = written.flatMap((one) => {
    const referrer = one.participants.find(({ role }) => role === 'referrer');
    const home = DEMO_ACTORS.find(({ id }) => id === referrer?.actor)?.organization;
    if (!home || !referrer || isUnrehearsed(one)) return [];
    const broken = one.id === idOf(SCENES[2], one.start);
    const measurement: Measurement = {
      camera: 'ok',
      microphone: 'ok',
      speaker: 'heard',
      path: broken ? BROKEN_LINE : demoChoice(LINES, one.id, 'line'),
    };
    return [
      {
        id: demoId('rehearsal', one.id),
        appointment_id: one.id,
        organization_id: demoId('organization', home),
        person_id: referrer.actor,
        at: new Date(one.start.getTime() - (broken ? 6 : 23) * HOUR),
        ...judge(measurement),
        measurement: JSON.stringify(measurement),
      },
    ];
  });
  if (held.length > 0) await tx.insertInto('rehearsal').values(held).execute();
}

/** Consults that did not take place go on in writing; every second one is answered. */
async function writeCases(tx: Tx, written: readonly DemoAppointment[]): Promise<void> {
  const missed = written.filter(({ status }) => status === 'noshow');
  for (const [index, one] of missed.entries()) {
    const specialist = one.participants.find(({ role }) => role === 'specialist');
    const id = demoId('case', one.id);
    const answered = index % 2 === 0;
    await tx
      .insertInto('written_case')
      .values({
        id,
        version: 1,
        appointment_id: one.id,
        cause: 'noshow',
        status: answered ? 'answered' : 'open',
        opened_at: one.end,
      })
      .execute();
    if (!answered || !specialist) continue;
    await tx
      .insertInto('written_case_message')
      .values({
        id: demoId('answer', one.id),
        case_id: id,
        author_id: specialist.actor,
        kind: 'answer',
        text: '根据所附资料，建议先完善增强 CT，并继续目前治疗两周后再联系。',
        at: new Date(one.end.getTime() + 3 * HOUR),
      })
      .execute();
  }
}

const isWaitingScene = (one: DemoAppointment) => one.id === idOf(SCENES[0], one.start);

async function writeWaiting(tx: Tx, one: DemoAppointment): Promise<void> {
  const patient = one.participants.find(({ role }) => role === 'patient');
  if (!patient) return;
  const encounterId = demoId('encounter', one.id);
  const stayId = demoId('stay', one.id, patient.actor);
  const since = new Date(one.start.getTime() - 4 * MINUTE);
  await tx
    .insertInto('encounter')
    .values({ id: encounterId, appointment_id: one.id, status: 'arrived' })
    .execute();
  const who = { encounter_id: encounterId, person_id: patient.actor, role: 'patient' as const };
  await tx
    .insertInto('encounter_report')
    .values({ ...who, report_id: randomUUID(), type: 'waitingStarted', at: since, stay_id: stayId })
    .execute();
  await tx
    .insertInto('waiting')
    .values({ ...who, id: stayId, since })
    .execute();
}
