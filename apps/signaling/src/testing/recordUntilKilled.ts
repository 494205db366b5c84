import { createLogger } from '@silkconsult/service-kit';
import { Outbox } from '../reports/outbox.ts';
import { joinedReport } from './reports.ts';

/**
 * A process for a test to kill: it records reports without end and names each one on its standard
 * output once it counts as kept.
 */
const outbox = await Outbox.create(process.argv[2] ?? '', createLogger('test', 'silent'));
for (let count = 0; ; count++) {
  const report = joinedReport();
  outbox.record(report);
  await outbox.flushed();
  process.stdout.write(`${report.reportId}\n`);
  if (count % 10 === 9) outbox.confirm(3);
}
