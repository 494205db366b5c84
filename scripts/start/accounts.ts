/** Somebody to sign in as. */
export type DemoAccount = { email: string; password: string; role: string; note: string };

const COLUMNS = ['role', 'email', 'password', 'note'] as const;

/** The demonstration accounts as lines of an aligned table. */
export function accountTable(accounts: readonly DemoAccount[]): string[] {
  const width = (column: (typeof COLUMNS)[number]) =>
    Math.max(...accounts.map((account) => account[column].length));
  const widths = COLUMNS.map(width);
  return accounts.map((account) =>
    COLUMNS.map((column, index) => account[column].padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** The accounts that the scheduling service makes in its demonstration data. */
export async function demoAccounts(): Promise<readonly DemoAccount[]> {
  const { DEMO_ACCOUNTS } = await import('../../apps/scheduling/src/demo/accounts.ts');
  return DEMO_ACCOUNTS;
}
