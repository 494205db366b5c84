import { expect, it } from '@jest/globals';
import type { NewTermSuggestion, TermSuggestion } from '@silkconsult/protocol/wordings';
import { suggestionListSchema, wordingEntrySchema } from '@silkconsult/protocol/wordings';
import { describeScheduling } from '../testing/scheduling.ts';
import { problemOf } from '../testing/server.ts';

const PAIR: NewTermSuggestion = {
  source: { language: 'ru', text: 'кумысолечение' },
  target: { language: 'ug', text: 'قىمىز شىپاسى' },
};

describeScheduling('term suggestions', ({ server, world }) => {
  const suggest = async (as: string, suggestion: object = PAIR) =>
    (await server.send('POST', '/api/term-suggestions', { as, body: suggestion })).body;
  const list = async (as: string, query = ''): Promise<TermSuggestion[]> => {
    const answer = await server.send('GET', `/api/term-suggestions${query}`, { as });
    return suggestionListSchema.parse(answer.body).items;
  };
  const decide = (id: string | undefined, body: object, as = world.coordinator) =>
    server.send('POST', `/api/term-suggestions/${id}/decision`, { as, body });

  it('come from interpreters and practitioners, who see their own; coordinators see all', async () => {
    expect(await suggest(world.interpreter)).toEqual({ outcome: 'queued' });
    for (const as of [world.osh.patient, world.coordinator, world.observer])
      expect(await suggest(as)).toMatchObject({ code: 'forbidden' });
    expect(await list(world.coordinator)).toHaveLength(1);
    expect(await list(world.interpreter, '?mine=true')).toHaveLength(1);
    expect(await list(world.osh.referrer, '?mine=true')).toEqual([]);
    const peek = await server.send('GET', '/api/term-suggestions', { as: world.interpreter });
    expect(peek.status).toBe(403);
  });

  it('are one where two people miss the same, in either direction and spelling', async () => {
    await suggest(world.interpreter, { ...PAIR, note: 'a cure in Naryn' });
    const again = { source: PAIR.target, target: { language: 'ru', text: ' Кумысолечение. ' } };
    expect(await suggest(world.osh.referrer, again)).toEqual({ outcome: 'joined' });
    expect(await suggest(world.osh.referrer, again)).toEqual({ outcome: 'joined' });
    const [one, ...more] = await list(world.coordinator);
    expect(more).toEqual([]);
    expect(one?.by.map(({ name, note }) => [name, note])).toEqual([
      ['Interpreter', 'a cure in Naryn'],
      ['Osh referrer', undefined],
    ]);
  });

  it('are not made where the glossary has the pair, and show terms that are like it', async () => {
    const known = {
      source: { language: 'ru', text: 'Печень' },
      target: { language: 'zh-CN', text: '肝脏' },
    };
    expect(await suggest(world.interpreter, known)).toEqual({ outcome: 'known' });
    await suggest(world.interpreter, {
      ...PAIR,
      source: { language: 'ru', text: 'боль в печени' },
    });
    const [one] = await list(world.coordinator);
    expect(one?.similar.map(({ id }) => id)).toContain('liver');
  });

  it('hold two terms of bounded length in two languages, and nothing else', async () => {
    const long = { ...PAIR, source: { language: 'ru', text: 'x'.repeat(81) } };
    const same = { ...PAIR, target: PAIR.source };
    for (const wrong of [long, same, { source: PAIR.source }])
      expect(await suggest(world.interpreter, wrong)).toMatchObject({ code: 'invalid_request' });
  });

  it('are still taken when there were many: the database plans anew after five', async () => {
    for (const letter of 'абвгдежз') {
      const source = { language: 'ru', text: `${PAIR.source.text} ${letter}` };
      expect(await suggest(world.interpreter, { ...PAIR, source })).toEqual({ outcome: 'queued' });
      expect(await suggest(world.specialist, { ...PAIR, source })).toEqual({ outcome: 'joined' });
    }
  });

  it('become a term of their own, which who suggested it may not sign', async () => {
    await suggest(world.interpreter);
    const [one] = await list(world.coordinator);
    const wordings = { ru: { text: PAIR.source.text }, ug: { text: PAIR.target.text } };
    const term = { domain: 'traditional', wordings };
    const accepted = await decide(one?.id, { outcome: 'accepted', term });
    expect(accepted.body).toMatchObject({ status: 'accepted', entryId: 'added' });
    expect((await decide(one?.id, { outcome: 'declined', reason: 'late' })).status).toBe(409);
    const maySign = async (as: string) => {
      const { body } = await server.send('GET', '/api/wordings/term/added', { as });
      return wordingEntrySchema.parse(body).languages.ru?.maySign;
    };
    expect(await maySign(world.interpreter)).toBe(false);
    expect(await maySign(world.specialist)).toBe(true);
    const [mine] = await list(world.interpreter, '?mine=true');
    expect(mine).toMatchObject({ status: 'accepted', decidedBy: { name: 'Coordinator' } });
    expect(await suggest(world.osh.referrer)).toEqual({ outcome: 'known' });
  });

  it('are merged into a term, each language at the version that was seen', async () => {
    const liver = {
      source: { language: 'ru', text: 'печёнка' },
      target: { language: 'kk', text: 'бауыр' },
    };
    await suggest(world.interpreter, liver);
    const [one] = await list(world.coordinator);
    const merge = (version: number, entryId = 'liver') => ({
      ...{ outcome: 'merged', entryId },
      changes: { ru: { version, wording: { text: 'печень', synonyms: ['печёнка'] } } },
    });
    expect(problemOf(await decide(one?.id, merge(7))).code).toBe('version_conflict');
    expect((await decide(one?.id, merge(0, 'nowhere'))).status).toBe(404);
    expect((await decide(one?.id, merge(0), world.interpreter)).status).toBe(403);
    expect((await decide(one?.id, merge(0))).body).toMatchObject({
      ...{ status: 'merged', entryId: 'liver' },
    });
    expect(await suggest(world.osh.referrer, liver)).toEqual({ outcome: 'known' });
  });

  it('are declined with a reason that the suggester sees, and may be made again', async () => {
    await suggest(world.interpreter);
    const [one] = await list(world.coordinator, '?status=open');
    expect((await decide(one?.id, { outcome: 'declined' })).status).toBe(400);
    await decide(one?.id, { outcome: 'declined', reason: 'Too rare' });
    expect(await list(world.coordinator, '?status=open')).toEqual([]);
    const [mine] = await list(world.interpreter, '?mine=true');
    expect(mine).toMatchObject({ status: 'declined', reason: 'Too rare' });
    expect(await suggest(world.interpreter)).toEqual({ outcome: 'queued' });
  });
});
