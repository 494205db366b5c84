import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EncounterReport } from '@silkconsult/protocol';
import { createLogger } from '@silkconsult/service-kit';
import { TestNode } from '../testing/node.ts';
import { joinedReport, startedReport } from '../testing/reports.ts';
import { Encounters } from './encounters.ts';
import { Outbox } from './outbox.ts';

const GRACE = { RECONNECT_GRACE_SECONDS: '0.1', ROOM_EMPTY_SECONDS: '0.2' };

let dataDir: string;
let node: TestNode | undefined;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'silkconsult-encounters-'));
});
afterEach(async () => {
  await node?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const shapeOf = (report: EncounterReport) =>
  'reason' in report ? `${report.type} ${report.reason}` : report.type;

async function reportsOf(running: TestNode, count: number): Promise<EncounterReport[]> {
  return running.scheduling.until((reports) => reports.length >= count);
}

describe('what scheduling is told of a consult', () => {
  it('is who came and went, and when it began and ended', async () => {
    node = await TestNode.start({ dataDir });
    const room = randomUUID();
    const encounter = randomUUID();
    const interpreter = await node.joined({ role: 'interpreter', room, encounter });
    const specialist = await node.joined({ role: 'specialist', room, encounter });
    await interpreter.request('leave', {});
    await specialist.request('endRoom', {});
    const reports = await reportsOf(node, 6);
    expect(reports.map(shapeOf)).toEqual([
      'participantJoined',
      'encounterStarted',
      'participantJoined',
      'participantLeft left',
      'participantLeft ended',
      'encounterFinished',
    ]);
    expect(new Set(reports.map(({ encounterId }) => encounterId))).toEqual(new Set([encounter]));
    const stays = reports.flatMap((report) => ('stayId' in report ? [report.stayId] : []));
    expect([stays[2], stays[3]]).toEqual([stays[0], stays[1]]);
  });

  it('is who waited in the lobby, from coming to being let in', async () => {
    node = await TestNode.start({ dataDir });
    const room = randomUUID();
    const sub = randomUUID();
    const patient = await node.connect({ role: 'patient', room, sub });
    await patient.wait();
    const specialist = await node.joined({ role: 'specialist', room });
    await specialist.request('admit', { peerId: sub });
    await patient.join();
    const reports = await reportsOf(node, 5);
    expect(reports.map(shapeOf)).toEqual([
      'waitingStarted',
      'encounterStarted',
      'participantJoined',
      'waitingFinished',
      'participantJoined',
    ]);
    const [began, , , ended] = reports;
    expect(began).toMatchObject({ personId: sub, role: 'patient' });
    expect(ended).toMatchObject({ stayId: began && 'stayId' in began && began.stayId });
  });

  it('is that who waits and does not come back has gone', async () => {
    node = await TestNode.start({ dataDir, env: GRACE });
    const patient = await node.connect({ role: 'patient' });
    await patient.wait();
    patient.drop();
    const reports = await reportsOf(node, 2);
    expect(reports.map(shapeOf)).toEqual(['waitingStarted', 'waitingFinished']);
  });

  it('has one stay across a lost and resumed socket', async () => {
    node = await TestNode.start({ dataDir });
    const room = randomUUID();
    const sub = randomUUID();
    const specialist = await node.joined({ role: 'specialist', room, sub });
    const { sessionId = '', resumeToken = '' } = specialist.joined ?? {};
    specialist.drop();
    const back = await node.connect({ role: 'specialist', room, sub });
    await back.request('resume', { sessionId, resumeToken, lastSeq: 0 });
    await back.request('leave', {});
    const reports = await reportsOf(node, 3);
    expect(reports.map(shapeOf)).toEqual([
      'encounterStarted',
      'participantJoined',
      'participantLeft left',
    ]);
  });

  it('ends when nobody comes back to the empty room', async () => {
    node = await TestNode.start({ dataDir, env: GRACE });
    const specialist = await node.joined({ role: 'specialist' });
    specialist.drop();
    const reports = await reportsOf(node, 4);
    expect(reports.map(shapeOf).slice(2)).toEqual(['participantLeft lost', 'encounterFinished']);
    expect(node.context.rooms.all).toEqual([]);
  });

  it('never keeps anybody from a consult: scheduling is down, and hears of it later', async () => {
    node = await TestNode.start({ dataDir });
    const warmUp = await node.joined({ role: 'specialist' });
    await warmUp.request('endRoom', {});
    await reportsOf(node, 4);
    await node.scheduling.stop();
    const specialist = await node.joined({ role: 'specialist' });
    await specialist.produce('camera');
    await specialist.request('endRoom', {});
    await node.scheduling.listen();
    const reports = await reportsOf(node, 8);
    expect(reports.at(-1)?.type).toBe('encounterFinished');
  });

  it('is complete after the node is stopped in the middle: stays end, the encounter goes on', async () => {
    node = await TestNode.start({ dataDir });
    const { scheduling } = node;
    const claims = { role: 'specialist', room: randomUUID() } as const;
    await node.joined(claims);
    await node.stop();
    node = await TestNode.start({ dataDir, scheduling });
    await node.joined(claims);
    const reports = await reportsOf(node, 4);
    expect(reports.map(shapeOf)).toEqual([
      'encounterStarted',
      'participantJoined',
      'participantLeft lost',
      'participantJoined',
    ]);
  });
});

describe('after a crash', () => {
  const logger = createLogger('test', 'silent');

  it('stays end at about its time; an encounter that nobody comes back to is finished', async () => {
    const path = join(dataDir, 'signaling', 'reports.jsonl');
    const crashed = await Outbox.create(path, logger);
    const [started, joined] = [startedReport(), joinedReport()];
    crashed.record(started);
    crashed.record(joined);
    await crashed.flushed();
    const { lastAlive } = await Outbox.create(path, logger);
    node = await TestNode.start({ dataDir, env: GRACE });
    const reports = await reportsOf(node, 4);
    expect(reports.map(shapeOf)).toEqual([
      'encounterStarted',
      'participantJoined',
      'participantLeft lost',
      'encounterFinished',
    ]);
    const [, , left, finished] = reports;
    expect(Date.parse(left?.at ?? '')).toBeGreaterThanOrEqual(lastAlive.getTime());
    expect(left).toMatchObject({ stayId: 'stayId' in joined ? joined.stayId : '' });
    expect(finished?.encounterId).toBe(started.encounterId);
    await crashed.close();
  });

  it('an encounter that people come back to is not started a second time', async () => {
    const store = { record: (report: EncounterReport) => void recorded.push(report) };
    const recorded: EncounterReport[] = [];
    const started = startedReport();
    const { roomId, encounterId } = started;
    const encounters = new Encounters(
      { ...store, openReports: [started], lastAlive: new Date() },
      { now: () => new Date(), emptyMs: 60_000 },
    );
    const stay = { roomId, encounterId, personId: randomUUID(), stayId: randomUUID() };
    encounters.joined({ ...stay, role: 'specialist', isHost: true });
    encounters.finished(roomId);
    encounters.finished(roomId);
    expect(recorded.map(shapeOf)).toEqual(['participantJoined', 'encounterFinished']);
  });
});
