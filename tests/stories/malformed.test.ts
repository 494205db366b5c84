/** @jest-environment ./tests/support/stackEnvironment.ts */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Ack, Admission, RequestName } from '@silkconsult/protocol';
import { ERRORS, REQUEST_NAMES, REQUESTS } from '@silkconsult/protocol';
import { Api } from '../support/api.ts';
import type { Consult } from '../support/consults.ts';
import { ACCOUNTS, bookConsult } from '../support/consults.ts';
import { sendBytes, sendFrame } from '../support/rawBytes.ts';
import { Signaler } from '../support/signaler.ts';
import { stack } from '../support/stack.ts';

const DEEP = JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`);

/** Every kind of nonsense that JSON and socket.io can carry. */
const NONSENSE: Record<string, unknown> = {
  nothing: undefined,
  null: null,
  'a number': 7,
  'a string': 'x',
  'a list': [],
  true: true,
  'an empty object': {},
  'deep nesting': DEEP,
  bytes: Buffer.from([0, 1, 2, 255]),
  'fields of the wrong kind': {
    transportId: {},
    producerId: [],
    peerId: 7,
    text: { $gt: '' },
    language: 'xx',
    consumers: 'all',
    rtpCapabilities: 'none',
    device: null,
    lastSeq: -1,
    sessionId: "' OR 1=1 --",
    resumeToken: '',
    kind: 'smell',
    raised: 'yes',
    dtlsParameters: 1,
    rtpParameters: null,
  },
  'a very long text': { text: 'x'.repeat(50_000), transportId: 'x'.repeat(50_000) },
  'a prototype': JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {}}}'),
  'hollow media structures': {
    transportId: 'x',
    source: 'camera',
    kind: 'video',
    rtpCapabilities: { codecs: 'none' },
    device: { browser: 'x' },
    rtpParameters: { codecs: [{}], encodings: [{ ssrc: 'x' }] },
    dtlsParameters: { role: 'nobody', fingerprints: [null] },
  },
};

/** What a socket.io client never sends: broken packets, attachments that do not come or do not fit. */
const FRAMES = [
  '',
  '4',
  '40{"token"',
  '40{"token":"x"}',
  '42["request",{"name":"join"}]',
  '42',
  '451-["request",{"_placeholder":true,"num":7}]',
  '4599999999999-["request"]',
  '9',
  '4'.repeat(100_000),
  new Uint8Array([0, 255, 254, 1]),
];

const MEDIA = new Set<RequestName>(['join', 'connectTransport', 'produce']);

const isWellFormed = (name: RequestName, data: unknown) =>
  REQUESTS[name].data.safeParse(data).success;

describe('nonsense', () => {
  let consult: Consult;
  let pids: ReturnType<typeof runningPids>;

  const runningPids = () => ({
    scheduling: stack().pidsOf('scheduling'),
    signaling: stack().pidsOf('signaling'),
    mediaWorker: stack().pidsOf('mediaWorker'),
  });

  const admission = async () => {
    const api = await Api.signIn(stack().url, ACCOUNTS.specialist);
    return api.post<Admission>(`/appointments/${consult.appointment.id}/admission`, {});
  };

  const enter = async () => Signaler.enter(stack().url, (await admission()).token);

  const expectUnharmed = async () => {
    const peer = await enter();
    await peer.joinAtOnce();
    await peer.ask('sendChat', { text: 'Still here.' });
    peer.close();
    expect(runningPids()).toEqual(pids);
  };

  const expectRefusal = (what: string, answer: unknown) => {
    const ack = answer as Ack;
    expect({ what, ok: ack.ok }).toEqual({ what, ok: false });
    if (ack.ok) return;
    expect(Object.keys(ERRORS)).toContain(ack.error.code);
    expect({ what, code: ack.error.code }).not.toEqual({ what, code: 'internal' });
    expect({ what, code: ack.error.code }).not.toEqual({ what, code: 'too_many_requests' });
    expect(ack.error.i18nKey).toBe(`errors.${ack.error.code}`);
  };

  beforeAll(async () => {
    consult = await bookConsult(stack().url);
    pids = runningPids();
  }, 150_000);

  it.each(['before joining', 'after joining'])(
    'in a request %s is answered with an error',
    async (when) => {
      const { token } = await admission();
      for (const name of REQUEST_NAMES) {
        // A connection for each, because one alone would soon be told that it asks too often.
        const peer = await Signaler.enter(stack().url, token);
        if (when === 'after joining') await peer.joinAtOnce();
        for (const [kind, data] of Object.entries(NONSENSE)) {
          // Hollow media structures parse: it is for mediasoup to refuse them.
          if (isWellFormed(name, data) && !(MEDIA.has(name) && kind.includes('media'))) continue;
          expectRefusal(`${name} with ${kind}`, await peer.raw({ name, data }));
        }
        peer.close();
      }
      await expectUnharmed();
    },
    60_000,
  );

  it('instead of a request is answered with an error', async () => {
    const peer = await enter();
    try {
      await peer.joinAtOnce();
      for (const [kind, message] of Object.entries(NONSENSE)) {
        expectRefusal(kind, await peer.raw(message));
      }
      for (const name of ['', 'nosuch', '__proto__', 'constructor', 'toString', null, 7, {}]) {
        expectRefusal(
          `a request named ${JSON.stringify(name)}`,
          await peer.raw({ name, data: {} }),
        );
      }
    } finally {
      peer.close();
    }
    await expectUnharmed();
  }, 60_000);

  it('that wants no answer, or comes as another event, changes nothing', async () => {
    const peer = await enter();
    const emit = peer.socket.emit.bind(peer.socket) as (event: string, ...args: unknown[]) => void;
    await peer.joinAtOnce();
    emit('request');
    emit('request', null);
    emit('request', { name: 'leave' }, 'not a function');
    emit('notification', { seq: 1, name: 'roomEnded', data: {} });
    for (const event of ['nosuch', 'error', '__proto__', 'request ']) emit(event, DEEP);
    await peer.ask('sendChat', { text: 'Still joined.' });
    peer.close();
    await expectUnharmed();
  });

  it('below the protocol ends that connection alone', async () => {
    const peer = await enter();
    await peer.joinAtOnce();
    const torn = ['\0\0\0\0', 'GET / HTTP/9.9\r\n\r\n', '42["request"', 'x'.repeat(100_000)];
    await Promise.all(torn.map((bytes) => sendBytes(stack().port, bytes)));
    await Promise.all(FRAMES.map((frame) => sendFrame(stack().url, frame)));
    await peer.ask('sendChat', { text: 'Unharmed.' });
    peer.close();
    await expectUnharmed();
  }, 60_000);

  it('too large for any message is not read', async () => {
    const peer = await enter();
    const ended = new Promise((resolve) => peer.socket.once('disconnect', resolve));
    peer.raw({ name: 'sendChat', data: { text: 'x'.repeat(20_000_000) } }).catch(() => {});
    await ended;
    await expectUnharmed();
  }, 60_000);
});
