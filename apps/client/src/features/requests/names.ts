import type { Language, Me, ServiceRequest } from '@silkconsult/protocol';
import { nameFor } from '../appointment/people.ts';

/** A patient's name as its reader can read it; in Chinese where there is such a name. */
export function patientName(
  patient: { name: string; nativeName?: string; chineseName?: string },
  reader: Language,
): string {
  if (reader === 'zh-CN' && patient.chineseName) return patient.chineseName;
  return nameFor(patient, reader);
}

/** Whether the viewer's side has the next move. */
export function isMyMove(request: ServiceRequest): boolean {
  const moves = ['submit', 'answer', 'accept', 'assign'] as const;
  return request.waitingFor !== undefined && moves.some((move) => request.actions.includes(move));
}

/** Who writes requests: those who treat and coordinate in partner hospitals; the server decides. */
export function mayAskFor(me: Me | undefined): boolean {
  return me !== undefined && hasRequests(me) && me.organizationKind === 'partner';
}

/** Whose page the requests are: those who ask, triage or treat. */
export function hasRequests(me: Me): boolean {
  return ['practitioner', 'coordinator', 'admin'].includes(me.role);
}
