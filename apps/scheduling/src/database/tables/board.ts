import type { ConsentStatus, ParticipantRole } from '@silkconsult/protocol';
import type { Generated } from 'kysely';

interface ConsentTable {
  id: Generated<string>;
  appointment_id: string;
  patient_id: string;
  status: ConsentStatus;
  recorded_by: string;
  at: Date;
}

/** One person's time in a lobby, computed from the reports as stays are. */
interface WaitingTable {
  id: string;
  encounter_id: string;
  person_id: string;
  role: ParticipantRole;
  since: Date;
  until: Date | null;
}

export interface BoardTables {
  consent: ConsentTable;
  waiting: WaitingTable;
}
