import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { CaptionNodeReport } from '@silkconsult/protocol';
import { captionNodesSchema, SIGNATURE_HEADER } from '@silkconsult/protocol';
import { sign } from '@silkconsult/service-kit';
import { describeScheduling } from '../testing/scheduling.ts';
import { problemOf, SERVICE_SECRET } from '../testing/server.ts';
import { CaptionNodes } from './nodes.ts';

const reportOf = (name: string): CaptionNodeReport => ({
  ...{ nodeId: randomUUID(), name },
  figures: {
    host: 'ready',
    engines: [{ engine: 'pocketsphinx', languages: ['en'], ok: true, delayMs: 40, level: 0 }],
    ...{ openBreakers: [], hostRestarts: 0, droppedPackets: 0, gaps: 0 },
  },
});

describe('the nodes of the captions', () => {
  it('that fall silent are marked, and forgotten after half an hour', () => {
    let nowMs = 0;
    const nodes = new CaptionNodes(() => new Date(nowMs));
    const [b, a] = [reportOf('b'), reportOf('a')];
    nodes.report(b);
    nowMs = 10_000;
    nodes.report(a);
    const seen = () => nodes.all.map(({ name, silent }) => `${name}${silent ? ' silent' : ''}`);
    expect(seen()).toEqual(['a', 'b']);
    nowMs = 20_000;
    expect(seen()).toEqual(['a', 'b silent']);
    nodes.report(b);
    expect(seen()).toEqual(['a', 'b']);
    nowMs = 31 * 60_000;
    expect(seen()).toEqual([]);
  });

  it('are a hundred at most', () => {
    const nodes = new CaptionNodes(() => new Date());
    for (let node = 0; node < 120; node++) nodes.report(reportOf(`n${node}`));
    expect(nodes.all).toHaveLength(100);
    expect(nodes.all.some(({ name }) => name === 'n119')).toBe(true);
  });
});

describeScheduling('captions for administrators', ({ server, world }) => {
  const send = (report: object, secret = SERVICE_SECRET) => {
    const body = JSON.stringify(report);
    return server.send('POST', '/api/caption-figures', {
      body,
      headers: { [SIGNATURE_HEADER]: sign(secret, body, server.clock.now) },
    });
  };
  const get = (as: typeof world.admin) => server.send('GET', '/api/caption-engines', { as });

  it('are what the nodes report, and nobody else is told', async () => {
    const report = reportOf('node-1');
    expect((await send(report)).status).toBe(204);
    const { nodes } = captionNodesSchema.parse((await get(world.admin)).body);
    expect(nodes).toMatchObject([{ ...report, silent: false }]);
    for (const other of [world.coordinator, world.specialist]) {
      expect(problemOf(await get(other))).toMatchObject({ code: 'forbidden' });
    }
  });

  it('are taken from our own services only, and hold no more than is agreed', async () => {
    const report = reportOf('node-1');
    expect(problemOf(await send(report, 'not the secret of theirs'))).toMatchObject({
      code: 'signature_invalid',
    });
    expect((await send({ ...report, figures: { host: 'ready' } })).status).toBe(400);
    expect((await send({ ...report, text: 'what somebody said' })).status).toBe(204);
    expect(JSON.stringify((await get(world.admin)).body)).not.toContain('somebody');
  });
});
