import type {
  ActorRole,
  AppointmentStatus,
  Dialect,
  Encounter,
  EncounterReport,
  Interpretation,
  Language,
  LeaveReason,
  LiveEvent,
  Organization,
  Participant,
  ParticipantRole,
  PractitionerKind,
  Specialty,
} from '@silkconsult/protocol';
import type { ColumnType, Generated, Insertable, Kysely, Transaction } from 'kysely';
import type { Day, Json, WrittenByDatabase } from './columns.ts';
import type { AccountTables } from './tables/accounts.ts';
import type { AvailabilityTables } from './tables/availability.ts';
import type { BoardTables } from './tables/board.ts';
import type { MachineClientTables } from './tables/machineClients.ts';
import type { NoticeTables } from './tables/notices.ts';
import type { OfferTables } from './tables/offers.ts';
import type { RequestTables } from './tables/requests.ts';
import type { TranscriptTables } from './tables/transcripts.ts';
import type { WordingTables } from './tables/wordings.ts';
import type { WrittenCaseTables } from './tables/writtenCases.ts';

interface OrganizationTable {
  id: string;
  name: string;
  names: Json<Organization['names']>;
  kind: Organization['kind'];
  country: Organization['country'];
  city: string;
  time_zone: string;
  second_time_zone: string | null;
  languages: Language[];
  demo: boolean;
  changed_at: WrittenByDatabase<Date>;
}

interface ActorTable {
  id: string;
  organization_id: string;
  role: ActorRole;
  kind: PractitionerKind | null;
  specialty: Specialty | null;
  name: string;
  native_name: string | null;
  languages: Language[];
  language_pairs: Json<[Language, Language][]>;
  dialects: ColumnType<Dialect[], Dialect[] | undefined, Dialect[]>;
  chinese_name: string | null;
  birth_year: number | null;
  birth_date: Day;
  phone: string | null;
  email: string | null;
  /** Null: the next search makes it of the names. */
  search_key: string | null;
  /** By which the hospital itself knows it; unique within the hospital. */
  external_id: string | null;
  /** Null: the clock of the organisation. */
  time_zone: string | null;
  demo: boolean;
  changed_at: WrittenByDatabase<Date>;
}

interface AccountTable {
  actor_id: string;
  email: string;
  password_hash: string;
}

interface SessionTable {
  id: string;
  actor_id: string;
  /** Set for a patient who came by a link; the session is good for its appointment alone. */
  invitation_id: string | null;
  created_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
}

interface RefreshTokenTable {
  hash: Buffer;
  session_id: string;
  created_at: Date;
  /** When it was exchanged for the next one. */
  used_at: Date | null;
  next_hash: Buffer | null;
}

interface AppointmentTable {
  id: string;
  version: number;
  status: AppointmentStatus;
  starts_at: Date;
  ends_at: Date;
  organizer_time_zone: string;
  tzdata_version: string;
  reason: string;
  specialty: Specialty | null;
  /** The request that it answers. */
  service_request_id: string | null;
  cancellation_reason: string | null;
  interpretation: Interpretation | null;
  series_id: string | null;
  created_by: string;
  demo: boolean;
  changed_at: WrittenByDatabase<Date>;
}

interface ParticipantTable {
  appointment_id: string;
  actor_id: string;
  role: ParticipantRole;
  status: Participant['status'];
}

interface HoldTable {
  appointment_id: string;
  actor_id: string;
  /** A tstzrange; written with `sql`, read through lower() and upper(). */
  during: ColumnType<string, never, never>;
  /** Written for the trigger `hold_keeps_limits`, which does not keep it. */
  limits: ColumnType<null, string | null, never>;
}

interface InvitationTable {
  id: string;
  appointment_id: string;
  actor_id: string;
  token_hash: Buffer;
  created_by: string;
  created_at: Date;
  revoked_at: Date | null;
  opened_at: Date | null;
}

interface EncounterTable {
  id: string;
  appointment_id: string;
  status: Encounter['status'];
  started_at: Date | null;
  finished_at: Date | null;
  changed_at: WrittenByDatabase<Date>;
}

/** What signalling told, as told; the encounter and its stays are computed from these rows. */
interface EncounterReportTable {
  report_id: string;
  encounter_id: string;
  type: EncounterReport['type'];
  at: Date;
  person_id: string | null;
  stay_id: string | null;
  role: ParticipantRole | null;
  /** Why a stay ended. */
  reason: LeaveReason | null;
}

interface StayTable {
  id: string;
  encounter_id: string;
  person_id: string;
  role: ParticipantRole;
  joined_at: Date;
  left_at: Date | null;
  left_because: LeaveReason | null;
}

interface EventTable {
  id: Generated<string>;
  /** The writing transaction; see events/store.ts for why the order needs it. */
  xid: Generated<string>;
  type: LiveEvent['type'];
  /** What it is about: exactly one of the four. */
  appointment_id: string | null;
  service_request_id: string | null;
  actor_id: string | null;
  organization_id: string | null;
  at: Date;
}

interface AuditEventTable {
  id: Generated<string>;
  at: Date;
  actor_id: string | null;
  session_id: string | null;
  action: string;
  entity: string;
  entity_id: string | null;
}

export interface Schema
  extends AccountTables,
    AvailabilityTables,
    MachineClientTables,
    RequestTables,
    BoardTables,
    NoticeTables,
    OfferTables,
    TranscriptTables,
    WordingTables,
    WrittenCaseTables {
  organization: OrganizationTable;
  actor: ActorTable;
  account: AccountTable;
  session: SessionTable;
  refresh_token: RefreshTokenTable;
  appointment: AppointmentTable;
  participant: ParticipantTable;
  hold: HoldTable;
  invitation: InvitationTable;
  encounter: EncounterTable;
  encounter_report: EncounterReportTable;
  stay: StayTable;
  event: EventTable;
  audit_event: AuditEventTable;
}

export type Database = Kysely<Schema>;
/** What stores take: inside a transaction its handle, else the database. */
export type Queries = Database | Transaction<Schema>;
export type Tx = Transaction<Schema>;
export type NewRow<Table extends keyof Schema> = Insertable<Schema[Table]>;
