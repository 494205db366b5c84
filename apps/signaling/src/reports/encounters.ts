import { randomUUID } from 'node:crypto';
import type { CaptionSegment, EncounterReport, ParticipantRole } from '@silkconsult/protocol';

/** One person's time in a lobby. */
export interface Wait {
  roomId: string;
  encounterId: string;
  personId: string;
  stayId: string;
  role: ParticipantRole;
}

/** One person's time in a room. */
export interface Stay extends Wait {
  /** Whether the encounter starts with this person: someone who can admit others. */
  isHost: boolean;
}

type LeftReport = Extract<EncounterReport, { type: 'participantLeft' }>;

/** What rooms tell about encounters. None of it can fail or wait: calls go on whatever happens. */
export interface EncounterLog {
  joined(stay: Stay): void;
  left(stay: Stay, reason: LeftReport['reason']): void;
  waiting(wait: Wait): void;
  /** Let in, turned away or gone. */
  waited(wait: Wait): void;
  /** A line of somebody who consents to the transcript. */
  lineKept(encounterId: string, segment: CaptionSegment): void;
  /** The consult was ended, or nobody came back to its room. */
  finished(roomId: string): void;
}

/** For rooms that are no consult: nothing that happens in a rehearsal is anybody's encounter. */
export const UNREPORTED: EncounterLog = {
  joined() {},
  left() {},
  waiting() {},
  waited() {},
  lineKept() {},
  finished() {},
};

/** Where the facts go, and what was left open in it by a process that ended. */
export interface FactStore {
  record(report: EncounterReport): void;
  readonly openReports: EncounterReport[];
  /** When the process that left them open was last known to be alive. */
  readonly lastAlive: Date;
}

interface Clock {
  now(): Date;
  /** How long an encounter whose room is empty stays open. */
  emptyMs: number;
}

/** Turns what happens in rooms into the facts that scheduling is told. */
export class Encounters implements EncounterLog {
  readonly #store: FactStore;
  readonly #clock: Clock;
  /** Started and not finished: room → encounter. */
  readonly #open = new Map<string, string>();
  /** For encounters of before the last start whose room nobody has opened again yet. */
  readonly #abandonTimers = new Map<string, NodeJS.Timeout>();

  constructor(store: FactStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.#recover();
  }

  joined(stay: Stay): void {
    this.#keep(stay.roomId);
    const { roomId, encounterId, personId, role, stayId } = stay;
    if (stay.isHost && !this.#open.has(roomId)) {
      this.#open.set(roomId, encounterId);
      this.#store.record({ ...this.#fact(roomId, encounterId), type: 'encounterStarted' });
    }
    const fact = this.#fact(roomId, encounterId);
    this.#store.record({ ...fact, type: 'participantJoined', personId, role, stayId });
  }

  left({ roomId, encounterId, personId, stayId }: Stay, reason: LeftReport['reason']): void {
    const fact = this.#fact(roomId, encounterId);
    this.#store.record({ ...fact, type: 'participantLeft', personId, stayId, reason });
  }

  waiting({ roomId, encounterId, personId, role, stayId }: Wait): void {
    const fact = this.#fact(roomId, encounterId);
    this.#store.record({ ...fact, type: 'waitingStarted', personId, role, stayId });
  }

  waited({ roomId, encounterId, personId, stayId }: Wait): void {
    const fact = this.#fact(roomId, encounterId);
    this.#store.record({ ...fact, type: 'waitingFinished', personId, stayId });
  }

  lineKept(encounterId: string, segment: CaptionSegment): void {
    const fact = this.#fact(segment.roomId, encounterId);
    this.#store.record({ ...fact, type: 'lineKept', personId: segment.speakerId, segment });
  }

  finished(roomId: string): void {
    this.#keep(roomId);
    const encounterId = this.#open.get(roomId);
    if (!encounterId) return;
    this.#open.delete(roomId);
    this.#store.record({ ...this.#fact(roomId, encounterId), type: 'encounterFinished' });
  }

  close(): void {
    for (const roomId of [...this.#abandonTimers.keys()]) this.#keep(roomId);
  }

  /**
   * After a crash: who was in a room or a lobby is not any more, since about the time of the crash. The
   * encounters go on if people come back, and are finished otherwise.
   */
  #recover(): void {
    const at = this.#store.lastAlive.toISOString();
    for (const { type, roomId, encounterId, ...report } of this.#store.openReports) {
      if (type === 'encounterStarted') {
        this.#open.set(roomId, encounterId);
        const timer = setTimeout(() => this.finished(roomId), this.#clock.emptyMs);
        this.#abandonTimers.set(roomId, timer);
      } else if ('stayId' in report) {
        const { personId, stayId } = report;
        const fact = { ...this.#fact(roomId, encounterId), at, personId, stayId };
        if (type === 'waitingStarted') this.#store.record({ ...fact, type: 'waitingFinished' });
        else this.#store.record({ ...fact, type: 'participantLeft', reason: 'lost' });
      }
    }
  }

  #keep(roomId: string): void {
    clearTimeout(this.#abandonTimers.get(roomId));
    this.#abandonTimers.delete(roomId);
  }

  #fact(roomId: string, encounterId: string) {
    return { reportId: randomUUID(), encounterId, roomId, at: this.#clock.now().toISOString() };
  }
}
