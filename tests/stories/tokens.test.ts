/** @jest-environment ./tests/support/stackEnvironment.ts */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Admission, Refusal } from '@silkconsult/protocol';
import { API_AUDIENCE } from '@silkconsult/protocol';
import { Api } from '../support/api.ts';
import type { Consult } from '../support/consults.ts';
import { ACCOUNTS, bookConsult } from '../support/consults.ts';
import { forgeToken, readToken } from '../support/jwt.ts';
import { Signaler } from '../support/signaler.ts';
import { signingKey } from '../support/signingKey.ts';
import { stack } from '../support/stack.ts';

const HOUR = 3_600;
const nowSeconds = () => Math.floor(Date.now() / 1000);

/** A person's admission, as the client gets it. */
async function admissionOf(who: 'specialist' | 'referrer', consult: Consult): Promise<Admission> {
  const api = await Api.signIn(stack().url, ACCOUNTS[who]);
  return api.post<Admission>(`/appointments/${consult.appointment.id}/admission`, {});
}

/** What a socket with this token is told: a refusal, or that it may enter. */
async function knock(token: string): Promise<Refusal['code'] | 'let in'> {
  const answer = await Signaler.connect(stack().url, { token });
  if (!(answer instanceof Signaler)) return answer.code;
  const joined = await answer.join();
  answer.close();
  return joined.ok ? 'let in' : joined.error.code;
}

describe('the door to a room', () => {
  let consult: Consult;
  let genuine: ReturnType<typeof readToken>;
  let genuineToken: string;

  beforeAll(async () => {
    consult = await bookConsult(stack().url);
    genuineToken = (await admissionOf('specialist', consult)).token;
    genuine = readToken(genuineToken);
  }, 150_000);

  /** The genuine token with other claims, signed with the platform's own key. */
  const altered = (claims: object) =>
    forgeToken(genuine.header, { ...genuine.claims, ...claims }, signingKey(stack()));

  it('opens to a genuine token, and to one that these tests sign with the same key', async () => {
    expect(await knock(genuineToken)).toBe('let in');
    expect(await knock(altered({ jti: randomUUID() }))).toBe('let in');
  });

  it('is closed to a token that has expired', async () => {
    const expired = altered({ iat: nowSeconds() - 2 * HOUR, exp: nowSeconds() - HOUR });
    expect(await knock(expired)).toBe('token_expired');
    const longExpired = altered({ iat: nowSeconds() - 9 * HOUR, exp: nowSeconds() - 8 * HOUR });
    expect(await knock(longExpired)).toBe('token_expired');
  });

  it('is closed to a token for another audience, such as the API', async () => {
    expect(await knock(altered({ aud: API_AUDIENCE }))).toBe('token_wrong_audience');
    const { session } = await Api.signIn(stack().url, ACCOUNTS.specialist);
    expect(await knock(session.accessToken)).toBe('token_wrong_audience');
  });

  it('is closed to a token that another key signed, under whatever key id', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(await knock(forgeToken(genuine.header, genuine.claims, privateKey))).toBe(
      'token_invalid',
    );
    const otherId = { ...genuine.header, kid: 'another' };
    expect(await knock(forgeToken(otherId, genuine.claims, privateKey))).toBe('token_invalid');
  });

  it('is closed to a token without a signature', async () => {
    for (const alg of ['none', 'None', 'NONE']) {
      expect(await knock(forgeToken({ alg, typ: 'JWT' }, genuine.claims))).toBe('token_invalid');
    }
    const [header, claims] = genuineToken.split('.');
    expect(await knock(`${header}.${claims}.`)).toBe('token_invalid');
  });

  it('is closed to a token of another issuer', async () => {
    expect(await knock(altered({ iss: 'somebody-else' }))).toBe('token_invalid');
  });

  it('is closed to a token with claims that make no sense', async () => {
    expect(await knock(altered({ room: '../../etc' }))).toBe('token_invalid');
    expect(await knock(altered({ permissions: ['everything'] }))).toBe('token_invalid');
    expect(await knock(altered({ role: 'admin' }))).toBe('token_invalid');
  });

  it('is closed to whatever is not a token', async () => {
    const nonsense = ['', 'x', '..', 'a.b.c', '💥', 'x'.repeat(100_000)];
    for (const token of nonsense) {
      expect(['token_invalid', 'token_missing']).toContain(await knock(token));
    }
    for (const auth of [
      {},
      { token: null },
      { token: 7 },
      { token: {} },
      { token: [genuineToken] },
    ]) {
      const answer = await Signaler.connect(stack().url, auth);
      expect(['token_invalid', 'token_missing']).toContain((answer as Refusal).code);
    }
  });

  it('keeps a token for one room out of every other', async () => {
    const specialist = await Signaler.enter(stack().url, genuineToken);
    const here = await specialist.joinAtOnce();
    const elsewhere = altered({ room: randomUUID(), encounter: randomUUID(), sub: randomUUID() });
    const stranger = await Signaler.enter(stack().url, elsewhere);
    try {
      const there = await stranger.joinAtOnce();
      expect(there.room.peers.map(({ peerId }) => peerId)).not.toContain(here.peerId);
      const { sessionId, resumeToken } = here;
      const thief = await Signaler.enter(stack().url, elsewhere);
      const stolen = await thief.request('resume', { sessionId, resumeToken, lastSeq: 0 });
      thief.close();
      expect(stolen).toMatchObject({ ok: false, error: { code: 'resume_refused' } });
      const attempts = [
        await stranger.request('admit', { peerId: here.peerId }),
        await stranger.request('removePeer', { peerId: here.peerId }),
        await stranger.request('restartIce', { transportId: here.media.sendTransport.id }),
      ];
      expect(attempts.map((each) => each.ok || each.error.code)).toEqual([
        'peer_unknown',
        'peer_unknown',
        'transport_unknown',
      ]);
      await specialist.ask('sendChat', { text: 'Only for this room.' });
      await stranger.ask('sendChat', { text: 'Only for that room.' });
      const chats = specialist.notifications.filter(({ name }) => name === 'chatPosted');
      expect(JSON.stringify(chats)).not.toContain('that room');
      expect(JSON.stringify(stranger.notifications)).not.toContain('this room');
    } finally {
      specialist.close();
      stranger.close();
    }
  });
});
