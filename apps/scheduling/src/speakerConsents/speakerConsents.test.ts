import { beforeEach, expect, it } from '@jest/globals';
import {
  consultSpeakersSchema,
  SIGNATURE_HEADER,
  speakerConsentsSchema,
} from '@silkconsult/protocol';
import { sign } from '@silkconsult/service-kit';
import { describeScheduling } from '../testing/scheduling.ts';
import {
  appointmentOf,
  consultOf,
  HOUR,
  MORNING,
  problemOf,
  SERVICE_SECRET,
} from '../testing/server.ts';

describeScheduling('what speakers say yes and no to', ({ server, world, database }) => {
  let room: string;
  beforeEach(async () => {
    server.clock.now = MORNING + HOUR;
    const as = world.coordinator;
    const booked = await server.send('POST', '/api/appointments', { as, body: consultOf(world) });
    room = appointmentOf(booked).id;
  });

  const path = () => `/api/appointments/${room}/speaker-consents`;
  const record = (as: string, speaker: string, status: string, purpose = 'transcript') =>
    server.send('POST', path(), { as, body: { purpose, speaker, status } });
  const outside = (as: string, speaker: string, status: string) =>
    record(as, speaker, status, 'outsideEngines');
  const fromService = async () => {
    const body = JSON.stringify({ roomId: room });
    const signature = sign(SERVICE_SECRET, body, server.clock.now);
    const headers = { [SIGNATURE_HEADER]: signature };
    const answer = await server.send('POST', '/api/speaker-consents', { body, headers });
    return speakerConsentsSchema.parse(answer.body);
  };
  const speakerFor = async (as: string, id: string) => {
    const { body } = await server.send('GET', path(), { as });
    return consultSpeakersSchema.parse(body).speakers.find((speaker) => speaker.id === id);
  };

  it('is written down by nobody else, but of a patient by who is with them', async () => {
    for (const as of [world.osh.referrer, world.osh.coordinator, world.osh.patient])
      expect((await record(as, world.osh.patient, 'given')).status).toBe(204);
    for (const as of [world.specialist, world.coordinator])
      expect(problemOf(await record(as, world.osh.patient, 'given')).code).toBe('forbidden');
    expect(problemOf(await outside(world.osh.referrer, world.specialist, 'given')).code).toBe(
      'forbidden',
    );
    expect(problemOf(await record(world.specialist, world.otherSpecialist, 'given')).code).toBe(
      'actor_unknown',
    );
    expect(problemOf(await outside(world.otherSpecialist, world.specialist, 'given')).code).toBe(
      'not_found',
    );
  });

  it('is told to who sees the consult, with whom they may answer for, and to no stranger', async () => {
    await record(world.specialist, world.specialist, 'given');
    expect(await speakerFor(world.osh.referrer, world.specialist)).toMatchObject({
      mayRecord: false,
      words: { transcript: { status: 'given', recordedBy: 'Specialist' } },
    });
    expect(await speakerFor(world.osh.referrer, world.osh.patient)).toMatchObject({
      mayRecord: true,
      words: {},
    });
    for (const as of [world.otherSpecialist, world.almaty.patient])
      expect(problemOf(await server.send('GET', path(), { as })).code).toBe('not_found');
  });

  it('is one word for each purpose, and outside engines can be allowed again', async () => {
    await outside(world.osh.patient, world.osh.patient, 'given');
    await record(world.osh.patient, world.osh.patient, 'refused');
    expect(await fromService()).toEqual({
      transcript: { kept: [], withdrawn: [] },
      outsideEngines: {
        given: [world.osh.patient],
        refused: [],
        patients: [world.osh.patient],
      },
    });
    await outside(world.osh.referrer, world.osh.patient, 'refused');
    expect((await fromService()).outsideEngines).toMatchObject({
      given: [],
      refused: [world.osh.patient],
    });
    await outside(world.osh.patient, world.osh.patient, 'given');
    expect((await fromService()).outsideEngines.given).toEqual([world.osh.patient]);
    const withdrawn = await outside(world.osh.patient, world.osh.patient, 'withdrawn');
    expect(problemOf(withdrawn).code).toBe('invalid_request');
    const audit = await database()
      .selectFrom('audit_event')
      .select(['actor_id', 'action'])
      .where('entity', '=', 'outside engines')
      .where('entity_id', '=', room)
      .orderBy('id')
      .execute();
    expect(audit).toEqual([
      { actor_id: world.osh.patient, action: 'consent given' },
      { actor_id: world.osh.referrer, action: 'consent refused' },
      { actor_id: world.osh.patient, action: 'consent given' },
    ]);
  });

  it('is told our own services, and nobody without their signature', async () => {
    await record(world.specialist, world.specialist, 'given');
    await record(world.osh.patient, world.osh.patient, 'withdrawn');
    expect((await fromService()).transcript).toEqual({
      kept: [{ speakerId: world.specialist, since: new Date(server.clock.now).toISOString() }],
      withdrawn: [world.osh.patient],
    });
    const unsigned = await server.send('POST', '/api/speaker-consents', {
      as: world.specialist,
      body: { roomId: room },
    });
    expect(problemOf(unsigned).code).toBe('signature_invalid');
  });
});
