import { randomUUID } from 'node:crypto';
import type { EncounterReport } from '@silkconsult/protocol';

const fact = () => ({
  reportId: randomUUID(),
  encounterId: randomUUID(),
  roomId: randomUUID(),
  at: new Date().toISOString(),
});

export function joinedReport(stayId: string = randomUUID()): EncounterReport {
  const personId = randomUUID();
  return { ...fact(), type: 'participantJoined', personId, role: 'patient', stayId };
}

export function leftReport(stayId: string): EncounterReport {
  const personId = randomUUID();
  return { ...fact(), type: 'participantLeft', personId, stayId, reason: 'left' };
}

export function startedReport(encounterId: string = randomUUID()): EncounterReport {
  return { ...fact(), type: 'encounterStarted', encounterId };
}
