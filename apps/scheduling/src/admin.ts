import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { ConfigError, createLogger, EXIT_CONFIG } from '@silkconsult/service-kit';
import { type Answers, createAdministrator, QUESTIONS } from './administrators/commands.ts';
import { readSchedulingConfig } from './config.ts';
import { openDatabase } from './database/open.ts';
import { errorCode } from './errorCode.ts';

const USAGE = `Makes an administrator, and the organisation when it is new.

  npm run admin -- create --email E --name N --organization O --time-zone Z
                          --kind urumqi|partner --country CC --city C --language L

What is not given is asked for. The password is asked for on the terminal, or read
as one line from the standard input; it is never an argument, which others could see.
`;

/** Asks on the terminal; what is typed for a secret is not shown. */
async function ask(question: string, secret = false): Promise<string> {
  let muted = false;
  const output = new Writable({
    write(chunk, _encoding, done) {
      if (!muted) process.stderr.write(chunk);
      done();
    },
  });
  const terminal = createInterface({
    input: process.stdin,
    output,
    terminal: process.stdin.isTTY,
  });
  try {
    const answer = terminal.question(question);
    muted = secret && process.stdin.isTTY;
    return (await answer).trim();
  } finally {
    terminal.close();
    if (secret) process.stderr.write('\n');
  }
}

async function answersFrom(args: string[]): Promise<Answers> {
  const { values } = parseArgs({
    args,
    options: Object.fromEntries(QUESTIONS.map(({ flag }) => [flag, { type: 'string' as const }])),
  });
  const answers: Record<string, string> = {};
  for (const { flag, question, field } of QUESTIONS) {
    const given = values[flag];
    if (typeof given === 'string') answers[field] = given;
    else if (process.stdin.isTTY) answers[field] = await ask(`${question}: `);
    else throw new ConfigError(`--${flag} is missing.\n\n${USAGE}`);
  }
  answers.password = await ask('Password (at least 12 characters): ', true);
  return answers as unknown as Answers;
}

async function main([command, ...args]: string[]): Promise<void> {
  if (command !== 'create') throw new ConfigError(USAGE);
  const answers = await answersFrom(args);
  // The administrator is made in the same database that the server uses, so by the same settings.
  const config = readSchedulingConfig({
    SERVICE_SECRET: 'not used by this program',
    ...process.env,
  });
  const database = await openDatabase(config, createLogger('admin', 'error'));
  try {
    const { email, organization } = await createAdministrator(database.db, answers);
    console.log(`${email} can now sign in as administrator of ${organization}.`);
  } finally {
    await database.close();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const expected = error instanceof ConfigError || errorCode(error)?.startsWith('ERR_PARSE_ARGS');
  if (!expected || !(error instanceof Error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(EXIT_CONFIG);
}
