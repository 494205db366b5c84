import { expect, it } from '@jest/globals';
import type { Language } from '@silkconsult/protocol';
import { LANGUAGE_CODES, SIGNATURE_HEADER } from '@silkconsult/protocol';
import type { Wording, WordingEntry, WordingKind } from '@silkconsult/protocol/wordings';
import {
  wordingEntrySchema,
  wordingHistorySchema,
  wordingListSchema,
  wordingOverlayAnswerSchema,
} from '@silkconsult/protocol/wordings';
import { sign } from '@silkconsult/service-kit';
import { describeScheduling } from '../testing/scheduling.ts';
import { type Answer, problemOf, SERVICE_SECRET } from '../testing/server.ts';

const entryOf = ({ body }: Answer): WordingEntry => wordingEntrySchema.parse(body);

describeScheduling('wordings', ({ server, world, database }) => {
  const PAIN = '/api/wordings/phrase/pain.where';
  const LIVER = '/api/wordings/term/liver';
  const put = (
    path: string,
    wording: Wording,
    { version = 0, as = world.coordinator, language = 'ru' as Language } = {},
  ) => server.send('PUT', `${path}/${language}`, { as, body: { version, wording } });
  const signAs = (as: string, path: string, version: number, language: Language = 'ru') =>
    server.send('POST', `${path}/${language}/signature`, { as, body: { version } });
  const show = async (path: string, as = world.coordinator) =>
    entryOf(await server.send('GET', path, { as }));
  const list = async (query: string, as = world.coordinator) =>
    wordingListSchema.parse((await server.send('GET', `/api/wordings?${query}`, { as })).body);
  const overlay = async (known?: object) => {
    const body = JSON.stringify({ known });
    const headers = { [SIGNATURE_HEADER]: sign(SERVICE_SECRET, body, server.clock.now) };
    const { body: answer } = await server.send('POST', '/api/wording-overlay', { body, headers });
    return wordingOverlayAnswerSchema.parse(answer).overlay;
  };

  it('are those of the shipped files, found by text, topic, language and state', async () => {
    const all = await list('kind=phrase&limit=3');
    expect(all.items).toHaveLength(3);
    expect(all.owner).not.toBe('');
    const next = await list('kind=phrase&limit=3&offset=3');
    expect(next.items.map(({ id }) => id)).not.toContain(all.items[2]?.id);
    expect(all.total).toBeGreaterThanOrEqual(250);
    expect(all.progress.ru).toEqual({ 'machine-drafted': all.total });
    const found = await list('kind=phrase&search=болит голова');
    expect(found.items.map(({ topic }) => topic)).toEqual(found.items.map(() => 'pain'));
    const hearts = await list('kind=term&topic=anatomy&search=Heart');
    expect(hearts.items.map(({ id }) => id)).toContain('heart');
    expect((await list('kind=term&language=ug&review=native')).total).toBe(0);
    expect((await list('kind=term&review=missing')).total).toBe(0);
    const { languages } = await show(PAIN);
    expect(Object.keys(languages).sort()).toEqual([...LANGUAGE_CODES].sort());
    expect(languages.ru).toMatchObject({ version: 0, review: 'machine-drafted' });
  });

  it('are read by who edits, signs or suggests, and by nobody else', async () => {
    const status = async (as: string) =>
      (await server.send('GET', '/api/wordings?kind=phrase', { as })).status;
    for (const as of [world.coordinator, world.admin, world.interpreter, world.osh.referrer])
      expect(await status(as)).toBe(200);
    for (const as of [world.osh.coordinator, world.osh.patient, world.observer])
      expect(await status(as)).toBe(403);
    expect((await put(PAIN, { text: 'Где?' }, { as: world.interpreter })).status).toBe(403);
    expect((await put(PAIN, { text: 'Где?' }, { as: world.osh.coordinator })).status).toBe(403);
    const file = await server.send('GET', '/api/wordings/phrase/file', { as: world.specialist });
    expect(file.status).toBe(403);
  });

  it('are drafted by a person, signed by a native clinician, and unsigned by the next edit', async () => {
    const first = entryOf(await put(LIVER, { text: 'печень и желчь' }));
    expect(first.languages.ru).toMatchObject({
      ...{ version: 1, review: 'drafted', wording: { text: 'печень и желчь' } },
      by: { id: world.coordinator, name: 'Coordinator' },
    });
    expect((await signAs(world.coordinator, LIVER, 1)).status).toBe(403);
    expect((await signAs(world.interpreter, LIVER, 0, 'ky')).status).toBe(403);
    const signed = entryOf(await signAs(world.interpreter, LIVER, 1));
    expect(signed.languages.ru).toMatchObject({
      ...{ version: 2, review: 'reviewed', by: { name: 'Interpreter' }, maySign: false },
    });
    expect(problemOf(await signAs(world.specialist, LIVER, 2)).code).toBe(
      'status_transition_refused',
    );
    const edited = entryOf(await put(LIVER, { text: 'печёнка' }, { version: 2 }));
    expect(edited.languages.ru).toMatchObject({ version: 3, review: 'drafted' });
    const { body } = await server.send('GET', `${LIVER}/history`, { as: world.coordinator });
    expect(
      wordingHistorySchema
        .parse(body)
        .items.map(({ version, review, by }) => [...[version, review, by.name]]),
    ).toEqual([
      [3, 'drafted', 'Coordinator'],
      [2, 'reviewed', 'Interpreter'],
      [1, 'drafted', 'Coordinator'],
    ]);
    const audited = await database()
      .selectFrom('audit_event')
      .select(['action', 'actor_id'])
      .where('entity', '=', 'wording')
      .orderBy('id')
      .execute();
    expect(audited).toEqual([
      { action: 'change', actor_id: world.coordinator },
      { action: 'sign', actor_id: world.interpreter },
      { action: 'change', actor_id: world.coordinator },
    ]);
  });

  it('can be signed as they were shipped', async () => {
    const signed = entryOf(await signAs(world.specialist, LIVER, 0));
    expect(signed.languages.ru).toMatchObject({ review: 'reviewed', wording: { text: 'печень' } });
    expect((await list('kind=term&language=ru&review=reviewed')).items).toHaveLength(1);
  });

  it('are not changed over the head of who was faster, who stands in the answer', async () => {
    await put(LIVER, { text: 'печень и желчь' });
    const late = problemOf(await put(LIVER, { text: 'печёнка' }));
    expect(late.code).toBe('version_conflict');
    const current = wordingEntrySchema.parse(late.params?.current);
    expect(current.languages.ru).toMatchObject({
      version: 1,
      wording: { text: 'печень и желчь' },
    });
    expect(problemOf(await signAs(world.specialist, LIVER, 0)).code).toBe('version_conflict');
  });

  it('are refused with what is wrong when the captions could not work with them', async () => {
    const lost = problemOf(
      await put('/api/wordings/phrase/followUp.comeBack', { text: 'Ещё раз.' }),
    );
    expect(lost).toMatchObject({
      code: 'wording_faulty',
      params: { fault: { code: 'slotsDiffer', entryId: 'followUp.comeBack', detail: 'duration' } },
    });
    const taken = problemOf(await put(LIVER, { text: 'сердце' }));
    expect(taken.params).toMatchObject({ fault: { code: 'sameAs', detail: 'heart' } });
    expect((await show(LIVER)).languages.ru?.version).toBe(0);
  });

  it('reach the captions as an overlay, which is told only to who does not have it', async () => {
    expect(await overlay()).toEqual({
      ...{ revision: { phrase: 0, term: 0 }, addedTerms: [], wordings: [] },
    });
    await put(LIVER, { text: 'печень', synonyms: ['печёнка'], variants: ['not of a term'] });
    const told = await overlay({ phrase: 0, term: 0 });
    expect(told?.wordings).toEqual([
      {
        ...{ kind: 'term', entryId: 'liver', language: 'ru', review: 'drafted' },
        wording: { text: 'печень', synonyms: ['печёнка'] },
      },
    ]);
    expect(told?.revision.term).toBeGreaterThan(0);
    expect((await list('kind=term')).version).toMatch(new RegExp(`\\+${told?.revision.term}$`));
    expect((await list('kind=phrase')).version).not.toContain('+');
    expect(await overlay(told?.revision)).toBeUndefined();
    const unsigned = await server.send('POST', '/api/wording-overlay', { body: {} });
    expect(unsigned.status).toBe(401);
  });

  it('come out as files in the shipped format, an added term among them', async () => {
    const domain = 'traditional';
    const wordings = { ru: { text: 'кумысолечение' }, ug: { text: 'قىمىز شىپاسى' } };
    const add = (as: string) =>
      server.send('POST', '/api/glossary-terms', { as, body: { domain, wordings } });
    expect((await add(world.interpreter)).status).toBe(403);
    const added = entryOf(await add(world.coordinator));
    expect(added).toMatchObject({ id: 'added', topic: domain, added: true });
    expect(problemOf(await add(world.admin)).params).toMatchObject({
      fault: { code: 'sameAs', detail: 'added' },
    });
    expect(
      entryOf(await put('/api/wordings/term/added', { text: 'kumys' }, { language: 'uz' }))
        .languages.uz?.version,
    ).toBe(1);
    const file = async (kind: WordingKind) => {
      const answer = await server.send('GET', `/api/wordings/${kind}/file`, { as: world.admin });
      return answer.body as { version: string; terms?: object[]; entries?: object[] };
    };
    expect((await file('term')).terms?.at(-1)).toEqual({
      ...{ id: 'added', domain },
      text: { ru: 'кумысолечение', ug: 'قىمىز شىپاسى', uz: 'kumys' },
      review: { ru: 'drafted', ug: 'drafted', uz: 'drafted' },
    });
    expect((await file('phrase')).entries).toHaveLength((await list('kind=phrase')).total);
  });
});
