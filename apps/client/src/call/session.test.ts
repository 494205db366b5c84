import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CaptionSegment } from '@silkconsult/protocol';
import { CallSession } from './session.ts';
import type { CallState } from './state.ts';
import { admission, fakeDevice, refusal, ScriptedRoom } from './testing/room.ts';

let room: ScriptedRoom;
let url: string;
let session: CallSession;
let admissions: number;

beforeEach(async () => {
  room = new ScriptedRoom();
  url = await room.listen();
  admissions = 0;
  session = new CallSession({
    spokenLanguage: 'zh-CN',
    captionLanguage: 'zh-CN',
    device: fakeDevice(),
    fetchAdmission: async () => {
      admissions += 1;
      return admission(url, `token ${admissions}`);
    },
  });
});

afterEach(async () => {
  session.close();
  await room.close();
});

/** Resolves when the call's state is as wanted. */
function until(wanted: (state: CallState) => boolean): Promise<CallState> {
  return new Promise((resolve) => {
    const look = () => {
      const state = session.state.get();
      if (!wanted(state)) return;
      stop();
      resolve(state);
    };
    const stop = session.state.subscribe(look);
    look();
  });
}

/** Resolves at the request that makes it true. */
async function told(wanted: () => boolean): Promise<void> {
  while (!wanted()) await room.nextRequest();
}

const chat = (text: string) => ({
  messageId: randomUUID(),
  peerId: room.selfId,
  name: 'Li Wenbo',
  text,
  at: new Date().toISOString(),
});

describe('entering', () => {
  it('shows the room from the one answer of a join', async () => {
    room.answer = ({ name }) => (name === 'join' ? room.joined() : {});
    await session.enter();
    const state = await until(({ phase }) => phase === 'joined');
    expect(state.peers.map((peer) => peer.name)).toEqual(['Li Wenbo']);
    expect(state.connection).toBe('connected');
  });

  it('goes the way that was prepared during the device check', async () => {
    const joined = room.joined();
    room.answer = ({ name }) => {
      if (name === 'prepareMedia') return joined.media;
      return name === 'join' ? joined : {};
    };
    const built: string[] = [];
    const device = await fakeDevice();
    const createRecvTransport = device.createRecvTransport.bind(device);
    device.createRecvTransport = ((options: { id: string }) => {
      built.push(options.id);
      return createRecvTransport(options as never);
    }) as typeof device.createRecvTransport;
    session.close();
    session = new CallSession({
      spokenLanguage: 'zh-CN',
      captionLanguage: 'zh-CN',
      device: Promise.resolve(device),
      fetchAdmission: async () => admission(url, 'token'),
    });
    await session.prepare();
    await told(() => room.count('connectTransport') === 1);
    await session.enter();
    await until(({ phase }) => phase === 'joined');
    expect(built).toEqual([joined.media.recvTransport.id]);
    expect(room.count('connectTransport')).toBe(1);
  });

  it('goes a new way when the prepared one is gone', async () => {
    room.answer = ({ name }) => {
      if (name === 'prepareMedia') return room.joined().media;
      return name === 'join' ? room.joined() : {};
    };
    await session.prepare();
    await told(() => room.count('connectTransport') === 1);
    await session.enter();
    const state = await until(({ phase }) => phase === 'joined');
    expect(state.connection).toBe('connected');
  });

  it('says that it failed when the browser cannot build the way for media', async () => {
    room.answer = ({ name }) => (name === 'join' ? room.joined() : {});
    const device = await fakeDevice();
    device.createSendTransport = () => {
      throw new Error('no more connections');
    };
    session.close();
    session = new CallSession({
      spokenLanguage: 'zh-CN',
      captionLanguage: 'zh-CN',
      device: Promise.resolve(device),
      fetchAdmission: async () => admission(url, 'token'),
    });
    await session.enter();
    await until(({ phase }) => phase === 'failed');
  });

  it('waits in the lobby and goes in by itself when a host admits', async () => {
    let admitted = false;
    room.answer = ({ name }) => {
      if (name !== 'join') return {};
      if (admitted) return room.joined();
      return { status: 'waiting', peerId: room.selfId, since: new Date().toISOString(), hosts: [] };
    };
    await session.enter();
    await until(({ phase }) => phase === 'waiting');
    admitted = true;
    room.tell({ seq: 0, name: 'admitted', data: {} });
    await until(({ phase }) => phase === 'joined');
  });

  it('says so when the host denies', async () => {
    room.answer = () => ({
      status: 'waiting',
      peerId: room.selfId,
      since: new Date().toISOString(),
      hosts: [],
    });
    await session.enter();
    await until(({ phase }) => phase === 'waiting');
    room.tell({ seq: 0, name: 'admissionDenied', data: {} });
    await until(({ phase }) => phase === 'denied');
  });

  it('exchanges a token that expired on the way for a fresh one', async () => {
    room.turnAway = (token) => (token === 'token 1' ? refusal('token_expired') : undefined);
    room.answer = ({ name }) => (name === 'join' ? room.joined() : {});
    await session.enter();
    await until(({ phase }) => phase === 'joined');
    expect(room.tokens).toEqual(['token 1', 'token 2']);
  });

  it('ends with the reason when the room is over', async () => {
    room.answer = () => {
      throw refusal('room_ended');
    };
    await session.enter();
    await until(({ phase }) => phase === 'ended');
  });
});

describe('a lost socket', () => {
  it('resumes behind the last notification, and what was missed comes before what is new', async () => {
    room.answer = ({ name }) => (name === 'join' ? room.joined() : {});
    await session.enter();
    await until(({ phase }) => phase === 'joined');
    room.tell({ seq: 11, name: 'chatPosted', data: { message: chat('first') } });
    await until((state) => state.chat.length === 1);
    room.answer = ({ name }, socket) => {
      if (name !== 'resume') return {};
      // The live stream overtakes the answer that brings the missed ones.
      socket.emit('notification', {
        seq: 13,
        name: 'chatPosted',
        data: { message: chat('third') },
      });
      const missed = { seq: 12, name: 'chatPosted', data: { message: chat('second') } };
      return { status: 'missed', notifications: [missed] };
    };
    room.cut();
    await until(({ connection }) => connection === 'reconnecting');
    const state = await until(({ chat: messages }) => messages.length === 3);
    expect(state.chat.map((message) => message.text).sort()).toEqual(['first', 'second', 'third']);
    const resumed = room.requests.find((request) => request.name === 'resume');
    expect(resumed?.data).toMatchObject({ lastSeq: 11 });
    expect(room.count('join')).toBe(1);
    await until(({ connection }) => connection === 'connected');
  });

  it('comes back into the room without a click when the session is gone', async () => {
    room.answer = ({ name }) => (name === 'join' ? room.joined() : {});
    await session.enter();
    await until(({ phase }) => phase === 'joined');
    const newcomer = room.peer({ peerId: randomUUID(), name: 'Madina Yusupova' });
    room.answer = ({ name }) => {
      if (name === 'resume') throw refusal('resume_refused');
      if (name === 'join')
        return room.joined(room.state({ seq: 2, peers: [room.peer(), newcomer] }));
      return {};
    };
    room.cut();
    await until(({ peers }) => peers.length === 2);
    expect(session.state.get().phase).toBe('joined');
    expect(admissions).toBe(2);
    // The new session counts anew: a small number is not an old one.
    room.tell({ seq: 3, name: 'peerLeft', data: { peerId: newcomer.peerId, reason: 'left' } });
    await until(({ peers }) => peers.length === 1);
  });

  it('tells a wish again that was cut off, so that a choice made without network counts', async () => {
    room.answer = ({ name }) => (name === 'join' ? room.joined() : {});
    await session.enter();
    await until(({ phase }) => phase === 'joined');
    room.answer = ({ name }) => (name === 'resume' ? { status: 'missed', notifications: [] } : {});
    room.cut();
    await until(({ connection }) => connection === 'reconnecting');
    await session.setCaptionLanguage('kk');
    expect(room.count('setCaptionLanguage')).toBe(0);
    await until(({ connection }) => connection === 'connected');
    await told(() => room.count('setCaptionLanguage') === 1);
    expect(room.requests.at(-1)?.data).toEqual({ language: 'kk' });
  });

  it('applies no notification twice', async () => {
    room.answer = ({ name }) => (name === 'join' ? room.joined() : {});
    await session.enter();
    await until(({ phase }) => phase === 'joined');
    room.tell({ seq: 11, name: 'dominantSpeakerChanged', data: { peerId: room.selfId } });
    room.tell({ seq: 11, name: 'dominantSpeakerChanged', data: { peerId: null } });
    room.tell({ seq: 12, name: 'chatPosted', data: { message: chat('done') } });
    const state = await until(({ chat: messages }) => messages.length === 1);
    expect(state.dominantSpeaker).toBe(room.selfId);
  });
});

describe('a worker that died', () => {
  it('rebuilds the media in the same session when the server says so', async () => {
    room.answer = ({ name }) => {
      if (name === 'join') return room.joined();
      return name === 'rebuildMedia' ? room.joined().media : {};
    };
    await session.enter();
    await until(({ phase }) => phase === 'joined');
    room.tell({ seq: 11, name: 'mediaLost', data: {} });
    await until(({ connection }) => connection === 'reconnecting');
    await until(({ connection }) => connection === 'connected');
    expect(room.count('rebuildMedia')).toBe(1);
    expect(room.count('join')).toBe(1);
  });
});

it('asks once whether another language is spoken, and no more when that was answered', async () => {
  room.answer = ({ name }) => (name === 'join' ? room.joined() : {});
  await session.enter();
  await until(({ phase }) => phase === 'joined');
  const { spokenLanguage } = session.state.get();
  const listening = spokenLanguage === 'en' ? 'ru' : 'en';
  const ask = (seq: number, about: typeof listening | typeof spokenLanguage) =>
    room.tell({
      seq,
      name: 'spokenLanguageDoubted',
      data: { listening: about, language: 'kk' },
    });
  // About a language that was changed meanwhile nobody is asked.
  ask(11, listening);
  ask(12, spokenLanguage);
  await until(({ languageDoubt }) => languageDoubt?.language === 'kk');
  expect(session.state.get().languageDoubt?.listening).toBe(spokenLanguage);
  session.keepSpokenLanguage();
  ask(13, spokenLanguage);
  room.tell({ seq: 14, name: 'chatPosted', data: { message: chat('done') } });
  const state = await until(({ chat: messages }) => messages.length === 1);
  expect(state.languageDoubt).toBeUndefined();
});

it('shows at once who ticked off what was read back', async () => {
  const segment: CaptionSegment = {
    ...{ segmentId: 's', seq: 1, roomId: room.roomId, speakerId: room.selfId, revision: 3 },
    ...{ spokenLanguage: 'en', language: 'en', sourceRevision: 3, state: 'final', t0Ms: 1 },
    ...{ text: 'Take 5 mg.', stableChars: 0, t1Ms: 2, origin: 'typed', engine: 'typed', flags: [] },
    readBack: { reasons: ['dose'] },
  };
  const ticked = { reasons: ['dose'], confirmedBy: room.selfId };
  room.answer = ({ name }) =>
    name === 'join'
      ? room.joined(room.state({ captions: [segment] }))
      : { segment: { ...segment, revision: 4, readBack: ticked } };
  await session.enter();
  await until(({ phase }) => phase === 'joined');
  await session.lines.confirmReadBack(segment);
  expect(room.requests.find(({ name }) => name === 'confirmReadBack')?.data).toEqual({
    ...{ segmentId: 's', language: 'en', baseRevision: 3, confirmed: true },
  });
  expect(session.state.get().captions[0]?.shown.readBack).toEqual(ticked);
});

describe('endings', () => {
  it('stops here when the same person goes on in another window', async () => {
    room.answer = ({ name }) => (name === 'join' ? room.joined() : {});
    await session.enter();
    await until(({ phase }) => phase === 'joined');
    room.tell({ seq: 11, name: 'sessionReplaced', data: {} });
    await until(({ phase }) => phase === 'replaced');
    expect(room.count('resume')).toBe(0);
  });

  it('keeps what was typed for the sender when it cannot be sent', async () => {
    room.answer = ({ name }) => (name === 'join' ? room.joined() : {});
    await session.enter();
    await until(({ phase }) => phase === 'joined');
    room.answer = () => {
      throw refusal('too_many_requests');
    };
    await expect(session.sendChat('hello')).rejects.toMatchObject({
      refusal: { code: 'too_many_requests' },
    });
    expect(session.state.get().chat).toEqual([]);
  });
});
