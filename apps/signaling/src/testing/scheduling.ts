import type { KeyObject } from 'node:crypto';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type {
  CaptionNodeReport,
  EncounterReport,
  JoinClaims,
  ParticipantRole,
  SpeakerConsents,
} from '@silkconsult/protocol';
import {
  captionNodeReportSchema,
  encounterReportsSchema,
  JOIN_AUDIENCE,
  PERMISSIONS_OF,
  SIGNATURE_HEADER,
  TOKEN_ISSUER,
} from '@silkconsult/protocol';
import type { WordingOverlay } from '@silkconsult/protocol/wordings';
import { NO_OVERLAY, wordingOverlayQuerySchema } from '@silkconsult/protocol/wordings';
import { verifySignature } from '@silkconsult/service-kit';
import jwt from 'jsonwebtoken';

export const SECRET = 'a secret only for these tests';
const KEY_ID = 'test-key';

export const NOTHING_SAID: SpeakerConsents = {
  transcript: { kept: [], withdrawn: [] },
  outsideEngines: { given: [], refused: [], patients: [] },
};

export type ClaimsOf = Partial<JoinClaims> & { role: Exclude<ParticipantRole, 'location'> };

/** Claims of somebody in a part, as scheduling would sign them. */
export function claimsOf({ role, ...claims }: ClaimsOf): JoinClaims {
  const room = claims.room ?? randomUUID();
  return {
    iss: TOKEN_ISSUER,
    aud: JOIN_AUDIENCE,
    exp: Math.floor(Date.now() / 1000) + 300,
    jti: randomUUID(),
    sub: randomUUID(),
    room,
    encounter: room,
    role,
    name: `The ${role}`,
    organization: 'Test hospital',
    spokenLanguage: 'en',
    captionLanguage: 'ru',
    permissions: PERMISSIONS_OF[role],
    ...claims,
  };
}

/**
 * A stand-in for scheduling at the seam that SCHEDULING_URL is: a real HTTP server that publishes
 * keys, takes reports, and can be told to fail, to be slow, or to go away.
 */
export class TestScheduling extends EventEmitter<{
  reports: [];
  refused: [];
  captionFigures: [];
}> {
  readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  /** Applied once each by id, in the order of their arrival. */
  readonly reports: EncounterReport[] = [];
  /** Every report that arrived, repetitions included. */
  arrivals = 0;
  /** Answers this status instead of taking reports. */
  failWith: number | undefined;
  /** Takes reports, but its answer never comes. */
  answersNever = false;
  /** Ids of reports that it refuses for good, with whatever else is in the same request. */
  readonly neverTakes = new Set<string>();
  keyRequests = 0;
  readonly captionReports: CaptionNodeReport[] = [];
  /** What it has of changed wordings. */
  overlay: WordingOverlay = NO_OVERLAY;
  /** What it answers to what the speakers said yes and no to. */
  consents: SpeakerConsents = NOTHING_SAID;
  #server: Server | undefined;
  #port = 0;

  static async start(): Promise<TestScheduling> {
    const scheduling = new TestScheduling();
    await scheduling.listen();
    return scheduling;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Starts again on the port that it had. */
  async listen(): Promise<void> {
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    server?.closeAllConnections();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  token(claims: ClaimsOf): string {
    return this.sign(claimsOf(claims));
  }

  sign(
    payload: object,
    { key = this.keys.privateKey, keyid = KEY_ID }: { key?: KeyObject; keyid?: string } = {},
  ): string {
    return jwt.sign(payload, key, { algorithm: 'ES256', keyid });
  }

  /** Resolves when the reports satisfy the condition. */
  async until(condition: (reports: EncounterReport[]) => boolean): Promise<EncounterReport[]> {
    while (!condition(this.reports)) await once(this, 'reports');
    return this.reports;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/.well-known/jwks.json') {
      this.keyRequests += 1;
      const key = { ...this.keys.publicKey.export({ format: 'jwk' }), kid: KEY_ID, alg: 'ES256' };
      response.end(JSON.stringify({ keys: [key] }));
      return;
    }
    const body = await text(request);
    const header = request.headers[SIGNATURE_HEADER];
    const signed = verifySignature(SECRET, body, String(header), Date.now());
    if (signed && request.url === '/api/speaker-consents') {
      response.end(JSON.stringify(this.consents));
      return;
    }
    if (signed && request.url === '/api/wording-overlay') {
      const { known } = wordingOverlayQuerySchema.parse(JSON.parse(body));
      const { overlay } = this;
      const newer = overlay.revision.phrase !== known?.phrase ? { overlay } : {};
      response.writeHead(this.failWith ?? 200).end(JSON.stringify(newer));
      return;
    }
    if (signed && request.url === '/api/caption-figures') {
      this.captionReports.push(captionNodeReportSchema.parse(JSON.parse(body)));
      response.writeHead(204).end();
      this.emit('captionFigures');
      return;
    }
    if (this.failWith) {
      response.writeHead(this.failWith).end();
      this.emit('refused');
      return;
    }
    if (!signed) {
      response.writeHead(401).end();
      return;
    }
    const { reports } = encounterReportsSchema.parse(JSON.parse(body));
    if (reports.some(({ reportId }) => this.neverTakes.has(reportId))) {
      response.writeHead(422).end();
      return;
    }
    this.#take(reports);
    if (!this.answersNever) response.writeHead(204).end();
  }

  #take(reports: EncounterReport[]): void {
    for (const report of reports) {
      this.arrivals += 1;
      if (this.reports.some(({ reportId }) => reportId === report.reportId)) continue;
      this.reports.push(report);
    }
    this.emit('reports');
  }
}
