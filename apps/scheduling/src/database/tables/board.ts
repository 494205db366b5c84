import type {
  ConsentStatus,
  Finding,
  Measurement,
  ParticipantRole,
  Verdict,
} from '@silkconsult/protocol';
import type { ColumnType, Generated } from 'kysely';

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

interface RehearsalTable {
  id: string;
  appointment_id: string;
  organization_id: string;
  /** Who held it. */
  person_id: string;
  at: Date;
  verdict: Verdict;
  findings: Finding[];
  measurement: ColumnType<Measurement, string, never>;
}

export interface BoardTables {
  consent: ConsentTable;
  waiting: WaitingTable;
  rehearsal: RehearsalTable;
}
