import type { CaseCause, CaseMessage, CaseStatus } from '@silkconsult/protocol';
import type { Generated } from 'kysely';

interface WrittenCaseTable {
  id: string;
  version: number;
  appointment_id: string;
  cause: CaseCause;
  status: CaseStatus;
  opened_at: Date;
  next_appointment_id: string | null;
  /** Both for `by-hand`, else neither. */
  reason: string | null;
  opened_by: string | null;
}

interface WrittenCaseMessageTable {
  id: string;
  position: Generated<string>;
  case_id: string;
  author_id: string;
  kind: CaseMessage['kind'];
  text: string;
  at: Date;
}

export interface WrittenCaseTables {
  written_case: WrittenCaseTable;
  written_case_message: WrittenCaseMessageTable;
}
