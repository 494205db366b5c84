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

export function lineReport(text: string): EncounterReport {
  const { roomId, ...rest } = fact();
  const personId = randomUUID();
  const segment = {
    segmentId: randomUUID(),
    seq: 1,
    roomId,
    speakerId: personId,
    spokenLanguage: 'en' as const,
    language: 'en' as const,
    revision: 1,
    sourceRevision: 1,
    state: 'final' as const,
    text,
    stableChars: text.length,
    t0Ms: 0,
    t1Ms: 1,
    origin: 'typed' as const,
    engine: 'typed',
    flags: [],
  };
  return { ...rest, roomId, type: 'lineKept', personId, segment };
}
