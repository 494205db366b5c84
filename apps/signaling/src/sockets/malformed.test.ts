import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Ack } from '@silkconsult/protocol';
import { REQUEST_NAMES, ROUTER_RTP_CAPABILITIES } from '@silkconsult/protocol';
import type { TestClient } from '../testing/client.ts';
import { TestNode } from '../testing/node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await TestNode.start();
});
afterAll(() => node.close());

/** Whatever was sent: the node is there, and a consult can be held. */
afterEach(async () => {
  const specialist = await node.joined({ role: 'specialist' });
  await specialist.produce('camera');
  specialist.close();
});

const deep = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);

const MESSAGES: [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a number', 7],
  ['a text', 'join'],
  ['a list', [{ name: 'leave', data: {} }]],
  ['bytes', Buffer.from('join')],
  ['no name', { data: {} }],
  ['no data', { name: 'sendChat' }],
  ['an unknown name', { name: 'becomeHost', data: {} }],
  ['a name of the wrong kind', { name: ['leave'], data: {} }],
  ['a name from a prototype', { name: 'constructor', data: {} }],
  ['a prototype as name', { name: '__proto__', data: {} }],
  ['a polluting key', JSON.parse('{"name":"sendChat","data":{"__proto__":{"text":"x"}}}')],
  ['data that is a list', { name: 'sendChat', data: [] }],
  ['data of the wrong kind', { name: 'sendChat', data: { text: { $gt: '' } } }],
  ['an empty text', { name: 'sendChat', data: { text: '   ' } }],
  ['a long text', { name: 'sendChat', data: { text: 'x'.repeat(2001) } }],
  ['a very long text', { name: 'sendChat', data: { text: 'x'.repeat(200_000) } }],
  ['too many consumers', { name: 'setConsumers', data: { consumers: Array(101).fill({}) } }],
  ['a language that is none', { name: 'setCaptionLanguage', data: { language: 'toString' } }],
  ['an id that is none', { name: 'admit', data: { peerId: '../../etc/passwd' } }],
  ['deep nesting', { name: 'produce', data: deep(500) }],
];

/** Below socket.io's client, which would not send such things. */
function rawTransport(client: TestClient): { ws: WebSocket } {
  return (client.socket.io.engine as unknown as { transport: { ws: WebSocket } }).transport;
}

const codeOf = (ack: Ack) => (ack.ok ? 'ok' : ack.error.code);

describe.each(['before joining', 'after joining'])('a malformed message %s', (when) => {
  let client: TestClient;
  beforeAll(async () => {
    client = await node.connect({ role: 'specialist' });
    if (when === 'after joining') await client.join();
  });

  it.each(MESSAGES)('is answered as such: %s', async (_case, message) => {
    expect(codeOf(await client.raw('request', message))).toBe('malformed_message');
    expect(client.socket.connected).toBe(true);
  });

  it('is answered as such: too many arguments', async () => {
    const message = { name: 'leave', data: {} };
    expect(codeOf(await client.raw('request', message, message))).toBe('malformed_message');
  });

  it.each(['nonsense', 'error', 'newListener_', '__proto__', 'notification', ''])(
    'is answered as such: an event named "%s"',
    async (event) => {
      expect(codeOf(await client.raw(event, {}))).toBe('malformed_message');
    },
  );
});

describe('a message', () => {
  it('that wants no answer is ignored', async () => {
    const client = await node.joined({ role: 'specialist' });
    for (const args of [[], [null], [{ name: 'leave', data: {} }], [1, 2, 3], ['x', {}]])
      client.socket.emit('request', ...args);
    await client.request('sendChat', { text: 'still here' });
    expect(client.names()).toEqual(['chatPosted']);
  });

  it('that is larger than any of ours ends its own connection', async () => {
    const client = await node.joined({ role: 'specialist' });
    client.socket.emit('request', { name: 'sendChat', data: { text: 'x'.repeat(300_000) } });
    await client.disconnected();
  });

  it('nested a hundred thousand levels deep is answered as such', async () => {
    const client = await node.joined({ role: 'specialist' });
    const lists = '['.repeat(100_000) + ']'.repeat(100_000);
    const { ws } = rawTransport(client);
    const answered = new Promise<string>((resolve) => {
      ws.addEventListener('message', ({ data }) => resolve(String(data)));
    });
    ws.send(`4277["request",{"name":"setConsumers","data":{"consumers":${lists}}}]`);
    expect(await answered).toContain('malformed_message');
  });

  it('below socket.io ends its own connection', async () => {
    for (const frame of [
      '42["request"',
      '451-["request"]',
      '4',
      '40{"token"',
      'x',
      '4'.repeat(9),
    ]) {
      const client = await node.joined({ role: 'specialist' });
      rawTransport(client).ws.send(frame);
      // Some of these are only ignored: what counts is the next consult, held after each test.
      client.close();
    }
  });

  it('for another place is answered by what is missing', async () => {
    const outside = await node.connect({ role: 'specialist' });
    expect(codeOf(await outside.raw('request', { name: 'leave', data: {} }))).toBe('not_joined');
    const waiting = await node.connect({ role: 'patient' });
    await waiting.wait();
    expect(codeOf(await waiting.raw('request', { name: 'rebuildMedia', data: {} }))).toBe(
      'not_admitted',
    );
  });

  it('with media parameters that only mediasoup can judge is answered with a code', async () => {
    const bad = [
      {},
      { codecs: [] },
      { codecs: [null] },
      { codecs: [{}], encodings: [{ ssrc: 'x' }] },
      { codecs: { length: 3 } },
      { codecs: [{ mimeType: 'video/VP8', payloadType: -1, clockRate: 90_000 }] },
      { codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 9 ** 99 }] },
    ];
    const client = await node.joined({ role: 'specialist' });
    const transportId = client.joined?.media.sendTransport.id;
    for (const structure of bad) {
      const fields = { transportId, source: 'camera', kind: 'video', rtpParameters: structure };
      expect(codeOf(await client.raw('request', { name: 'produce', data: fields }))).toBe(
        'invalid_media_parameters',
      );
      const dtls = { transportId, dtlsParameters: structure };
      expect(codeOf(await client.raw('request', { name: 'connectTransport', data: dtls }))).toBe(
        'invalid_media_parameters',
      );
    }
    const outside = await node.connect({ role: 'specialist' });
    for (const rtpCapabilities of [{ codecs: 'x' }, { codecs: [{}] }, { headerExtensions: 7 }]) {
      const data = { rtpCapabilities, device: { browser: 'x' } };
      expect(codeOf(await outside.raw('request', { name: 'join', data }))).toBe(
        'invalid_media_parameters',
      );
    }
  });

  it('of every name, with hollow data, is answered and never with `internal`', async () => {
    const client = await node.joined({ role: 'specialist' });
    const hollow = {
      ...{ transportId: 'x', producerId: 'x', peerId: client.joined?.peerId, text: 'x' },
      ...{ language: 'ru', raised: true, consumers: [], source: 'camera', kind: 'video' },
      ...{ rtpParameters: {}, dtlsParameters: {}, rtpCapabilities: ROUTER_RTP_CAPABILITIES },
    };
    for (const name of REQUEST_NAMES.filter((one) => one !== 'leave' && one !== 'endRoom'))
      expect(codeOf(await client.raw('request', { name, data: hollow }))).not.toBe('internal');
  });
});

describe('someone who asks without end', () => {
  it('is told so; others on the same node are not concerned', async () => {
    const client = await node.joined({ role: 'specialist' });
    const raise = () => client.raw('request', { name: 'raiseHand', data: { raised: true } });
    const answers = await Promise.all(Array.from({ length: 350 }, raise));
    expect(answers.filter((ack) => codeOf(ack) === 'too_many_requests').length).toBeGreaterThan(0);
    expect(answers.filter((ack) => ack.ok).length).toBeGreaterThanOrEqual(290);
  });
});
