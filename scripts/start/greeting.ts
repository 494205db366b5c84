import { accountTable, type DemoAccount } from './accounts.ts';

/** What is said when everything is ready. */
export function greeting(facts: {
  seconds: number;
  url: string;
  lan: boolean;
  callsPossible: boolean;
  /** The data folder, when the embedded database in it keeps everything. */
  embeddedIn: string | undefined;
  accounts: readonly DemoAccount[];
  logs: string;
}): string[] {
  const lines = [`Ready in ${facts.seconds.toFixed(1)} s`, '', `  ${facts.url}`, ''];
  if (facts.lan) {
    lines.push(
      'The certificate was made by this machine, so each browser warns once: go on all the same.',
      '',
    );
  }
  if (!facts.callsPossible) {
    lines.push('There is no media worker, so consults can be planned but not joined.', '');
  }
  if (facts.embeddedIn) {
    lines.push(
      `The embedded database in ${facts.embeddedIn} keeps everything. It is for trying out: for`,
      'records of real patients set DATABASE_URL to a PostgreSQL database.',
      '',
    );
  }
  if (facts.accounts.length > 0) {
    lines.push('Demonstration accounts (everybody in them is invented):', '');
    lines.push(...accountTable(facts.accounts).map((line) => `  ${line}`), '');
  }
  lines.push(`Ctrl-C stops it. The services write to ${facts.logs}.`);
  return lines;
}
