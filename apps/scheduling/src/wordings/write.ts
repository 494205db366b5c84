import { randomUUID } from 'node:crypto';
import { faultOf, layOn } from '@silkconsult/captions/wordings';
import type { Language } from '@silkconsult/protocol';
import type { Wording, WordingKind, WordingOverlay } from '@silkconsult/protocol/wordings';
import { WORDING_LISTS } from '@silkconsult/protocol/wordings';
import { RefusedError } from '@silkconsult/service-kit';
import { recordAudit } from '../audit/store.ts';
import type { Tx } from '../database/types.ts';
import type { Viewer } from '../rules/viewer.ts';
import { shippedWordings } from './state.ts';
import { insertWording } from './store.ts';

/** Where a wording stands. */
export interface Place {
  kind: WordingKind;
  entryId: string;
  language: Language;
}

/** The lists that its kind has, and none that are empty. */
export function ofKind(kind: WordingKind, wording: Wording): Wording {
  const kept: Wording = { text: wording.text };
  for (const list of WORDING_LISTS[kind]) {
    const words = [...new Set(wording[list])];
    if (words.length > 0) kept[list] = words;
  }
  return kept;
}

/** @throws RefusedError `wording_faulty`: what the captions host would refuse never gets there. */
export function refuseFaults(
  overlay: WordingOverlay,
  written: readonly (Place & { wording: Wording })[],
): void {
  const after: WordingOverlay = {
    ...overlay,
    wordings: [
      ...overlay.wordings,
      ...written.map((one) => ({ ...one, review: 'drafted' as const })),
    ],
  };
  const data = layOn(shippedWordings(), after);
  for (const { kind, language } of written) {
    const fault = faultOf(kind, data, language);
    if (fault) throw new RefusedError('wording_faulty', { fault });
  }
}

/** One version more of a wording, and who made it on record. */
export async function writeWording(
  tx: Tx,
  viewer: Viewer,
  { kind, entryId, language }: Place,
  row: { version: number; wording: Wording; review: 'drafted' | 'reviewed'; at: Date },
): Promise<void> {
  const id = randomUUID();
  const { version, wording, review, at } = row;
  await insertWording(tx, {
    ...{ id, kind, entry_id: entryId, language, version, review, at },
    by_id: viewer.personId,
    wording: JSON.stringify(wording),
  });
  const action = review === 'reviewed' ? 'sign' : 'change';
  await recordAudit(tx, at, viewer, action, 'wording', id);
}
