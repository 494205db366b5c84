import type { OnCallShift } from '@silkconsult/protocol';
import type { ShiftRow } from './store.ts';

export function toShift(row: ShiftRow): OnCallShift {
  if (!row.specialty) throw new Error('the schema gives practitioners a specialty');
  return {
    id: row.id,
    actor: row.actor_id,
    name: row.name,
    specialty: row.specialty,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    start: row.start.toISOString(),
    end: row.end.toISOString(),
  };
}
