import { beforeEach, expect, it } from '@jest/globals';
import type { TranscriptHits, TranscriptSegment } from '@silkconsult/protocol';
import { transcriptHitsSchema } from '@silkconsult/protocol';
import { insertWord } from '../../speakerConsents/store.ts';
import { describeScheduling } from '../../testing/scheduling.ts';
import { after, appointmentOf, consultOf, HOUR, MORNING } from '../../testing/server.ts';
import { insertSegment } from '../store.ts';

describeScheduling('the search in transcripts', ({ server, world, database }) => {
  let first: string;
  let second: string;
  beforeEach(async () => {
    server.clock.now = MORNING;
    const book = async (change: Record<string, unknown>) =>
      appointmentOf(
        await server.send('POST', '/api/appointments', {
          as: world.coordinator,
          body: consultOf(world, change),
        }),
      ).id;
    first = await book({});
    second = await book({ start: after(3 * HOUR), end: after(4 * HOUR) });
  });

  const keep = (room: string, change: Partial<TranscriptSegment>) => {
    const segment: TranscriptSegment = {
      ...{ segmentId: 'a', seq: 1, roomId: room, speakerId: world.specialist, revision: 1 },
      ...{ spokenLanguage: 'en', language: 'en', sourceRevision: 1, state: 'final', text: '' },
      ...{ stableChars: 0, t0Ms: server.clock.now, t1Ms: server.clock.now + 1 },
      ...{ origin: 'recognizer', engine: 'fake', flags: [], ...change },
    };
    return insertSegment(database(), { roomId: room, personId: segment.speakerId, segment });
  };
  const search = async (
    words: string,
    as = world.specialist,
    limit?: number,
  ): Promise<TranscriptHits> => {
    const body = { words, limit };
    const answer = await server.send('POST', '/api/transcript-searches', { as, body });
    return transcriptHitsSchema.parse(answer.body);
  };
  const textsOf = async (words: string) => (await search(words)).hits.map(({ text }) => text);

  it('finds lines of all consults, the newest first, in whatever language and spelling', async () => {
    await keep(first, { text: 'Take 5 mg.' });
    await keep(first, { segmentId: 'b', language: 'ru', text: 'Ёлка, 5 мг' });
    await keep(second, { segmentId: 'c', language: 'ug', text: 'بۇ كىتاب' });
    await keep(second, { segmentId: 'd', language: 'zh-CN', text: '每次 5 毫克' });
    expect((await search('take 5')).hits).toEqual([
      {
        ...{ appointmentId: first, start: after(HOUR), segmentId: 'a', text: 'Take 5 mg.' },
        ...{ at: after(0), language: 'en', replaced: false },
        speaker: {
          ...{ id: world.specialist, name: 'Specialist', nativeName: 'Specialist (native)' },
          role: 'specialist',
        },
      },
    ]);
    expect(await textsOf('5')).toEqual(['每次 5 毫克', 'Take 5 mg.', 'Ёлка, 5 мг']);
    expect(await textsOf('елка')).toEqual(['Ёлка, 5 мг']);
    expect(await textsOf('毫克')).toEqual(['每次 5 毫克']);
    expect(await textsOf('کىتاب')).toEqual(['بۇ كىتاب']);
    expect(await textsOf('take 毫克')).toEqual([]);
    expect(await search('5', world.specialist, 2)).toMatchObject({ more: true, hits: [{}, {}] });
  });

  it('takes every sign as it stands, and nothing for nothing', async () => {
    await keep(first, { text: '100 % sure_\\' });
    await keep(first, { segmentId: 'b', text: '1000 surely' });
    expect(await textsOf('100 %')).toEqual(['100 % sure_\\']);
    expect(await textsOf('sure_\\')).toEqual(['100 % sure_\\']);
    expect(await textsOf('\u064b')).toEqual([]);
  });

  it('finds what was corrected since and says so, but not what was taken back', async () => {
    await keep(first, { text: '50 mg' });
    await keep(first, { text: '5 mg', revision: 2, state: 'corrected' });
    await keep(first, { segmentId: 'b', text: '50 noises' });
    await keep(first, { segmentId: 'b', revision: 2, state: 'retracted', text: '' });
    const { hits } = await search('50');
    expect(hits.map(({ text, replaced }) => [text, replaced])).toEqual([['50 mg', true]]);
  });

  it('finds for everybody what they may read, and nothing else', async () => {
    await keep(first, { text: 'fever' });
    const everybody = [
      ...[world.specialist, world.osh.referrer, world.interpreter, world.osh.patient],
      ...[world.coordinator, world.osh.coordinator, world.admin, world.otherSpecialist],
      ...[world.almaty.coordinator, world.almaty.patient],
    ];
    const readers: string[] = [];
    for (const as of everybody) {
      const read = await server.send('GET', `/api/appointments/${first}/transcript`, { as });
      const found = (await search('fever', as)).hits.length > 0;
      expect([as, found]).toEqual([as, read.status === 200]);
      if (found) readers.push(as);
    }
    expect(readers).toEqual(everybody.slice(0, 6));
  });

  it('is on record with the consults that it showed, and without the words', async () => {
    await keep(first, { text: 'fever' });
    await search('fever');
    const rows = await database()
      .selectFrom('audit_event')
      .select(['action', 'entity', 'entity_id'])
      .where('actor_id', '=', world.specialist)
      .where('entity', '=', 'transcript')
      .orderBy('id')
      .execute();
    expect(rows.slice(-2)).toEqual([
      { action: 'search', entity: 'transcript', entity_id: null },
      { action: 'found', entity: 'transcript', entity_id: first },
    ]);
  });

  it('finds what was kept before there was a search, and nothing of who withdrew', async () => {
    await keep(first, { text: 'old cough' });
    await database().updateTable('transcript_segment').set({ search_text: null }).execute();
    expect(await textsOf('cough')).toEqual(['old cough']);
    await insertWord(database(), {
      ...{ appointment_id: first, speaker_id: world.specialist, purpose: 'transcript' },
      ...{ status: 'given', recorded_by: world.specialist, at: new Date(server.clock.now) },
    });
    const corrected = { correctedBy: world.interpreter, state: 'corrected' as const };
    await keep(first, { text: 'old fever', revision: 2, origin: 'interpreter', ...corrected });
    await keep(first, { text: 'старый жар', language: 'ru', ...corrected });
    await server.send('POST', `/api/appointments/${first}/speaker-consents`, {
      as: world.specialist,
      body: { purpose: 'transcript', speaker: world.specialist, status: 'withdrawn' },
    });
    for (const words of ['cough', 'fever', 'жар']) expect(await textsOf(words)).toEqual([]);
    for (const ending of ['json', 'vtt?language=ru']) {
      const path = `/api/appointments/${first}/transcript.${ending}`;
      const { body } = await server.send('GET', path, { as: world.specialist });
      expect(JSON.stringify(body)).not.toMatch(/cough|fever|жар/);
    }
  });
});
