import type { OnCallShift } from '@silkconsult/protocol';
import type { ShiftRow } from './store.ts';

export function toShift(row: ShiftRow): OnCallShift {
  return {
    id: row.id,
    version: row.version,
    actor: row.actor_id,
    name: row.name,
    nativeName: row.native_name ?? undefined,
    chineseName: row.chinese_name ?? undefined,
    specialty: row.specialty ?? undefined,
    languagePairs: row.role === 'interpreter' ? row.language_pairs : undefined,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    start: row.start.toISOString(),
    end: row.end.toISOString(),
  };
}
