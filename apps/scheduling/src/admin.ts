import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { ConfigError, createLogger, EXIT_CONFIG } from '@silkconsult/service-kit';
import { type Answers, createAdministrator, QUESTIONS } from './administrators/commands.ts';
import { readSchedulingConfig } from './config.ts';
import { openDatabase } from './database/open.ts';
import type { Database } from './database/types.ts';
import { errorCode } from './errorCode.ts';
import { createClient, revokeClient } from './machineClients/registration.ts';

const USAGE = `Makes an administrator, and the organisation when it is new:

  npm run admin -- create --email E --name N --organization O --time-zone Z
                          --kind urumqi|partner --country CC --city C --language L

What is not given is asked for. The password is asked for on the terminal, or read
as one line from the standard input; it is never an argument, which others could see.

Registers a program of a hospital for the FHIR interface, or shuts one out:

  npm run admin -- create-client --organization O --name N --jwks FILE --scope S [--scope S]
  npm run admin -- revoke-client --id ID

FILE holds the program's public keys (a JWK set); a scope looks like system/Appointment.cruds.
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

async function createAdministratorFrom(args: string[]): Promise<Work> {
  const answers = await answersFrom(args);
  return async (db) => {
    const { email, organization } = await createAdministrator(db, answers);
    return `${email} can now sign in as administrator of ${organization}.`;
  };
}

async function jwksFrom(path: string | undefined): Promise<unknown> {
  if (path === undefined) throw new ConfigError(`--jwks is missing.\n\n${USAGE}`);
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new ConfigError(`${path} cannot be read as JSON: it must hold a JWK set.`);
  }
}

async function createClientFrom(args: string[]): Promise<Work> {
  const { values } = parseArgs({
    args,
    options: {
      organization: { type: 'string' },
      name: { type: 'string' },
      jwks: { type: 'string' },
      scope: { type: 'string', multiple: true },
    },
  });
  const { organization, name, scope: scopes } = values;
  const jwks = await jwksFrom(values.jwks);
  return async (db) => {
    const id = await createClient(db, { organization, name, scopes, jwks });
    return `The client id is ${id}.`;
  };
}

async function revokeClientFrom(args: string[]): Promise<Work> {
  const { values } = parseArgs({ args, options: { id: { type: 'string' } } });
  return async (db) => {
    await revokeClient(db, values.id ?? '');
    return 'Its tokens are refused from now on.';
  };
}

/** What a command does with the database once its arguments are read; gives the sentence to print. */
type Work = (db: Database) => Promise<string>;

const COMMANDS: Record<string, (args: string[]) => Promise<Work>> = {
  create: createAdministratorFrom,
  'create-client': createClientFrom,
  'revoke-client': revokeClientFrom,
};

async function main([name = '', ...args]: string[]): Promise<void> {
  const command = COMMANDS[name];
  if (!command) throw new ConfigError(USAGE);
  const work = await command(args);
  // In the same database that the server uses, so by the same settings.
  const config = readSchedulingConfig({
    SERVICE_SECRET: 'not used by this program',
    ...process.env,
  });
  const database = await openDatabase(config, createLogger('admin', 'error'));
  try {
    console.log(await work(database.db));
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
