import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from '@jest/globals';
import type { Transcript, TranscriptSegment } from '@silkconsult/protocol';
import { SIGNATURE_HEADER, transcriptSchema } from '@silkconsult/protocol';
import { sign } from '@silkconsult/service-kit';
import { describeScheduling } from '../testing/scheduling.ts';
import {
  appointmentOf,
  consultOf,
  HOUR,
  MINUTE,
  MORNING,
  problemOf,
  SERVICE_SECRET,
} from '../testing/server.ts';

describeScheduling('transcripts', ({ server, world, database }) => {
  let room: string;
  let encounter: string;
  beforeEach(async () => {
    server.clock.now = MORNING + HOUR;
    const as = world.coordinator;
    room = appointmentOf(
      await server.send('POST', '/api/appointments', { as, body: consultOf(world) }),
    ).id;
    const admission = `/api/appointments/${room}/admission`;
    await server.send('POST', admission, { as: world.specialist, body: {} });
    const shown = await server.send('GET', `/api/appointments/${room}`, { as });
    encounter = appointmentOf(shown).encounter?.id ?? '';
  });

  const path = () => `/api/appointments/${room}/transcript`;
  const record = (as: string, speaker: string, status: string) =>
    server.send('POST', `/api/appointments/${room}/speaker-consents`, {
      as,
      body: { purpose: 'transcript', speaker, status },
    });
  const read = async (as = world.specialist): Promise<Transcript> =>
    transcriptSchema.parse((await server.send('GET', path(), { as })).body);
  const fromService = (url: string, message: unknown) => {
    const body = JSON.stringify(message);
    const signature = sign(SERVICE_SECRET, body, server.clock.now);
    return server.send('POST', url, { body, headers: { [SIGNATURE_HEADER]: signature } });
  };
  const segment = (change: Partial<TranscriptSegment> = {}): TranscriptSegment => ({
    segmentId: 'a',
    seq: 1,
    roomId: room,
    speakerId: world.specialist,
    spokenLanguage: 'en',
    language: 'en',
    revision: 1,
    sourceRevision: 1,
    state: 'final',
    text: 'Take 5 mg.',
    stableChars: 10,
    t0Ms: server.clock.now + MINUTE,
    t1Ms: server.clock.now + MINUTE + 900,
    origin: 'recognizer',
    engine: 'fake',
    flags: [],
    ...change,
  });
  const keep = async (...segments: TranscriptSegment[]) => {
    const reports = segments.map((one) => ({
      reportId: randomUUID(),
      encounterId: encounter,
      roomId: room,
      at: new Date(server.clock.now).toISOString(),
      type: 'lineKept',
      personId: one.speakerId,
      segment: one,
    }));
    return (await fromService('/api/encounter-reports', { reports })).body;
  };
  const shownTexts = (transcript: Transcript) =>
    transcript.lines.map(({ texts }) => texts.map(({ newest }) => newest.text));

  it('hold nothing of who did not consent, whatever arrives', async () => {
    expect(await keep(segment())).toMatchObject({ applied: 0, refused: 1 });
    await record(world.specialist, world.specialist, 'refused');
    expect(await keep(segment())).toMatchObject({ applied: 0, refused: 1 });
    expect((await read()).lines).toEqual([]);
  });

  it('hold the lines of who consents, from then on, each revision once', async () => {
    await record(world.specialist, world.specialist, 'given');
    const before = segment({ segmentId: 'before', t0Ms: server.clock.now - 1 });
    const other = segment({ segmentId: 'b', speakerId: world.osh.referrer });
    const translated = segment({ language: 'ru', text: 'Примите 50 мг.', flags: ['doseMismatch'] });
    const corrected = { ...translated, revision: 2, state: 'corrected' as const, flags: [] };
    expect(await keep(before, other, segment(), translated)).toMatchObject({ applied: 2 });
    expect(await keep(segment(), { ...corrected, text: 'Примите 5 мг.' })).toMatchObject({
      applied: 1,
      duplicates: 1,
    });
    const { lines } = await read();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      speakerId: world.specialist,
      texts: [
        { newest: { text: 'Take 5 mg.' }, earlier: [] },
        {
          newest: { text: 'Примите 5 мг.', state: 'corrected' },
          earlier: [{ text: 'Примите 50 мг.', flags: ['doseMismatch'] }],
        },
      ],
    });
  });

  it('keep fields of a segment that nobody here knows', async () => {
    await record(world.specialist, world.specialist, 'given');
    await keep(segment({ notKnownYet: { reason: 'dose' } }));
    expect((await read()).lines[0]?.texts[0]?.newest).toMatchObject({
      notKnownYet: { reason: 'dose' },
    });
  });

  it('lose every revision of who withdraws, for good, and nobody else’s', async () => {
    await record(world.specialist, world.specialist, 'given');
    await record(world.osh.referrer, world.osh.patient, 'given');
    const patient = segment({ segmentId: 'p', speakerId: world.osh.patient, text: 'It hurts.' });
    await keep(segment(), segment({ revision: 2 }), segment({ language: 'ru' }), patient);
    expect((await record(world.specialist, world.specialist, 'withdrawn')).status).toBe(204);
    expect(shownTexts(await read())).toEqual([['It hurts.']]);
    expect(await keep(segment({ revision: 3 }))).toMatchObject({ refused: 1 });
    expect(problemOf(await record(world.specialist, world.specialist, 'given'))).toMatchObject({
      code: 'transcript_withdrawn',
    });
    const left = await database()
      .selectFrom('transcript_segment')
      .select('speaker_id')
      .where('appointment_id', '=', room)
      .execute();
    expect(left).toEqual([{ speaker_id: world.osh.patient }]);
    const audit = await database()
      .selectFrom('audit_event')
      .select('actor_id')
      .where('action', '=', 'consent withdrawn')
      .where('entity_id', '=', room)
      .execute();
    expect(audit).toEqual([{ actor_id: world.specialist }]);
  });

  it('never keep a line that arrives while its speaker withdraws', async () => {
    await record(world.specialist, world.specialist, 'given');
    const arriving = Array.from({ length: 8 }, (_, index) =>
      keep(segment({ segmentId: `line ${index}` })),
    );
    await Promise.all([...arriving, record(world.specialist, world.specialist, 'withdrawn')]);
    expect((await read()).lines).toEqual([]);
  });

  it('are read by who took part and by coordinators, and each reading is on record', async () => {
    const readers = [
      world.specialist,
      world.osh.referrer,
      world.interpreter,
      world.osh.patient,
      world.coordinator,
      world.osh.coordinator,
    ];
    for (const as of readers) expect((await server.send('GET', path(), { as })).status).toBe(200);
    for (const as of [world.otherSpecialist, world.almaty.coordinator, world.almaty.patient])
      expect(problemOf(await server.send('GET', path(), { as })).code).toBe('not_found');
    expect(problemOf(await server.send('GET', path(), { as: world.admin })).code).toBe('forbidden');
    const audit = await database()
      .selectFrom('audit_event')
      .select('actor_id')
      .where('entity', '=', 'transcript')
      .where('action', '=', 'read')
      .where('entity_id', '=', room)
      .orderBy('id')
      .execute();
    expect(audit.map(({ actor_id }) => actor_id)).toEqual(readers);
  });

  it('leave as files, each of which is on record', async () => {
    await record(world.specialist, world.specialist, 'given');
    await keep(segment(), segment({ language: 'ru', text: 'Примите 5 мг.' }));
    const as = world.interpreter;
    const vtt = await server.send('GET', `${path()}.vtt?language=ru`, { as });
    expect(vtt.headers.get('content-type')).toContain('text/vtt');
    expect(vtt.body).toContain('Примите 5 мг.');
    const json = await server.send('GET', `${path()}.json`, { as });
    expect(shownTexts(transcriptSchema.parse(json.body))).toEqual([
      ['Take 5 mg.', 'Примите 5 мг.'],
    ]);
    const docx = await server.send('GET', `${path()}.docx?language=ru`, { as });
    expect(docx.headers.get('content-type')).toContain('wordprocessingml');
    const stranger = await server.send('GET', `${path()}.docx?language=ru`, {
      as: world.otherSpecialist,
    });
    expect(problemOf(stranger).code).toBe('not_found');
    const audit = await database()
      .selectFrom('audit_event')
      .select('actor_id')
      .where('entity', '=', 'transcript')
      .where('action', '=', 'export')
      .where('entity_id', '=', room)
      .execute();
    expect(audit).toEqual([{ actor_id: as }, { actor_id: as }, { actor_id: as }]);
  });
});
