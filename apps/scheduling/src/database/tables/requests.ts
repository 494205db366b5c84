import type {
  Agreement,
  Language,
  RequestStage,
  RequestStatus,
  ServiceRequest,
  Specialty,
  ThreadMessage,
  Urgency,
} from '@silkconsult/protocol';
import type { ColumnType, Generated } from 'kysely';
import type { Day, DefaultedJson, Json, WrittenByDatabase } from '../columns.ts';

interface AgreementTable {
  id: string;
  version: number;
  partner_id: string;
  performer_id: string;
  specialties: Specialty[];
  askers: Json<Agreement['askers']>;
  weekly_quota: number | null;
  response_minutes: Json<Agreement['responseMinutes']>;
  valid_from: Day;
  valid_to: Day;
  credentials: Json<Agreement['credentials']>;
  demo: boolean;
}

interface ServiceRequestTable {
  id: string;
  version: number;
  status: RequestStatus;
  stage: RequestStage;
  patient_id: string | null;
  requester_id: string;
  requesting_organization_id: string;
  agreement_id: string | null;
  /** The organisation in Urumqi that is asked. */
  performer_id: string | null;
  specialty: Specialty | null;
  urgency: Urgency;
  question: string;
  summary: string;
  patient_language: Language | null;
  doctor_language: Language | null;
  preferred_windows: DefaultedJson<ServiceRequest['preferredWindows']>;
  contact: string;
  created_at: Date;
  /** When it was sent. */
  authored_at: Date | null;
  respond_by: Date | null;
  /** The coordinator who took it. */
  holder_id: string | null;
  escalation_level: Generated<number>;
  /** When the next ones are paged, unless somebody answers. */
  escalate_at: Date | null;
  decline_reason: string | null;
  demo: boolean;
  changed_at: WrittenByDatabase<Date>;
}

interface ServiceRequestSpecialistTable {
  service_request_id: string;
  actor_id: string;
}

interface ServiceRequestMessageTable {
  id: string;
  /** The order in which they were written. */
  position: Generated<string>;
  service_request_id: string;
  author_id: string;
  kind: ThreadMessage['kind'];
  text: string;
  at: Date;
}

interface PageTable {
  id: string;
  service_request_id: string;
  actor_id: string;
  level: number;
  paged_at: Date;
  answered_at: Date | null;
}

interface OnCallShiftTable {
  version: Generated<number>;
  id: string;
  actor_id: string;
  /** A tstzrange; written with `sql`, read through lower() and upper(). */
  during: ColumnType<string, never, never>;
  demo: boolean;
}

export interface RequestTables {
  agreement: AgreementTable;
  service_request: ServiceRequestTable;
  service_request_specialist: ServiceRequestSpecialistTable;
  service_request_message: ServiceRequestMessageTable;
  page: PageTable;
  on_call_shift: OnCallShiftTable;
}
