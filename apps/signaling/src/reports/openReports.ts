import type { EncounterReport } from '@silkconsult/protocol';

/**
 * What has begun and not ended, by the reports alone: joined without left, started without
 * finished, of an encounter or of a wait in its lobby. A process that starts reads in it what the one before left open.
 */
export class OpenReports {
  readonly #open = new Map<string, EncounterReport>();

  get all(): EncounterReport[] {
    return [...this.#open.values()];
  }

  apply(report: EncounterReport): void {
    if (report.type === 'encounterStarted') this.#open.set(report.encounterId, report);
    else if (report.type === 'encounterFinished') this.#open.delete(report.encounterId);
    else if (report.type === 'participantJoined' || report.type === 'waitingStarted')
      this.#open.set(report.stayId, report);
    else if (report.type !== 'lineKept') this.#open.delete(report.stayId);
  }
}
