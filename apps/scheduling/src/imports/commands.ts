import type { ImportEncoding, ImportKind, ImportReport } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import { appendDirectoryEvent } from '../events/store.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { decode, decodeAs } from './decode.ts';
import { planHours } from './hours.ts';
import { planPatients } from './patients.ts';
import { planPeople } from './people.ts';
import { refuseBringingIn } from './rules/access.ts';
import { lockOrganization } from './store.ts';
import { readTable } from './table.ts';

/** So many bad lines are shown at once; who has corrected them sees the next. */
const MOST_PROBLEMS = 500;

const PLANS = { people: planPeople, hours: planHours, patients: planPatients };

function textOf(bytes: Uint8Array, encoding: ImportEncoding | undefined) {
  if (encoding === undefined) return decode(bytes);
  const text = decodeAs(encoding, bytes);
  return text === undefined ? undefined : { encoding, text };
}

/**
 * Brings a hospital's people or hours in: all of the file or, when one line is wrong, nothing.
 *
 * @returns What was done; for a dry run what would be, with everything that is wrong.
 * @throws RefusedError `encoding_unknown`; `import_has_problems` with the `report`, unless it is a
 * dry run.
 */
export async function importFile(
  { db, now, feed }: Context,
  viewer: Viewer,
  { kind, dryRun, encoding }: { kind: ImportKind; dryRun: boolean; encoding?: ImportEncoding },
  bytes: Uint8Array,
): Promise<ImportReport> {
  refuseIf(refuseBringingIn(viewer));
  const decoded = textOf(bytes, encoding);
  if (!decoded) throw new RefusedError('encoding_unknown');
  const table = readTable(kind, decoded.text);
  return inTransaction(db, async (tx) => {
    const organization = await lockOrganization(tx, viewer.organizationId);
    const plan = await PLANS[kind](tx, organization, table, now());
    const problems = [...table.problems, ...plan.problems]
      .sort((a, b) => a.line - b.line)
      .slice(0, MOST_PROBLEMS);
    const report: ImportReport = {
      kind,
      imported: !dryRun,
      encoding: decoded.encoding,
      separator: table.separator,
      lines: table.lines.length,
      created: plan.created,
      updated: plan.updated,
      unchanged: plan.unchanged,
      problems,
    };
    if (dryRun) return report;
    if (problems.length > 0)
      throw new RefusedError('import_has_problems', { report: { ...report, imported: false } });
    await plan.carryOut(tx, viewer, now());
    await appendDirectoryEvent(tx, organization.id, now());
    await recordAudit(tx, now(), viewer, 'import', 'organization', organization.id);
    return report;
  }).finally(feed.poke);
}
