import { randomUUID } from 'node:crypto';
import type { NewPatient, Patient } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import { patientScope } from '../directory/rules.ts';
import { toPatient } from '../directory/view.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { refuseRegistering } from './rules/access.ts';
import { refuseBirth } from './rules/birth.ts';
import { isLikelyDuplicate } from './rules/duplicates.ts';
import { searchWords } from './rules/searchKey.ts';
import * as store from './store.ts';

const SHOWN = 20;

/** Finds patients by any of their names, within what the viewer may see. */
export async function findPatients(
  { db, now }: Context,
  viewer: Viewer,
  text: string,
): Promise<Patient[]> {
  return inTransaction(db, async (tx) => {
    await store.makeSearchKeys(tx);
    await recordAudit(tx, now(), viewer, 'search', 'patient');
    const found = await store.searchPatients(tx, patientScope(viewer), searchWords(text), SHOWN);
    return found.map(toPatient);
  });
}

/**
 * Registers a patient of the viewer's organisation.
 *
 * @throws RefusedError `likely_duplicate` with those who are probably the same person, unless the
 * viewer has said that it is none of them.
 */
export async function registerPatient(
  { db, now }: Context,
  viewer: Viewer,
  wanted: NewPatient,
): Promise<Patient> {
  refuseIf(refuseRegistering(viewer));
  refuseIf(refuseBirth(wanted, now()));
  const birthYear = wanted.birthDate ? Number(wanted.birthDate.slice(0, 4)) : wanted.birthYear;
  return inTransaction(db, async (tx) => {
    if (!wanted.isNew) {
      await store.makeSearchKeys(tx);
      const scope = { type: 'organization', organizationId: viewer.organizationId } as const;
      const found = await store.searchPatients(tx, scope, searchWords(wanted.name), SHOWN);
      const matches = found.filter((row) =>
        isLikelyDuplicate({ likeness: row.likeness, birthYear: row.birth_year }, { birthYear }),
      );
      if (matches.length > 0)
        throw new RefusedError('likely_duplicate', { items: matches.map(toPatient) });
    }
    const id = randomUUID();
    await store.insertPatient(tx, {
      id,
      organization_id: viewer.organizationId,
      role: 'patient',
      name: wanted.name,
      native_name: wanted.nativeName ?? null,
      chinese_name: wanted.chineseName ?? null,
      languages: wanted.languages,
      language_pairs: '[]',
      birth_year: birthYear ?? null,
      birth_date: wanted.birthDate ?? null,
      phone: wanted.phone ?? null,
      email: wanted.email ?? null,
      demo: false,
    });
    await recordAudit(tx, now(), viewer, 'create', 'patient', id);
    const row = await store.findPatient(tx, id);
    if (!row) throw new Error('the patient who was just written is there');
    return toPatient(row);
  });
}
