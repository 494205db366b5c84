import { randomUUID } from 'node:crypto';
import { countrySchema, languageSchema, timeZoneSchema, typedText } from '@silkconsult/protocol';
import { ConfigError } from '@silkconsult/service-kit';
import { z } from 'zod';
import { recordAudit } from '../audit/store.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Database, Tx } from '../database/types.ts';
import { hashPassword } from '../sessions/password.ts';

const answersSchema = z.object({
  email: z.string().trim().toLowerCase().max(254).pipe(z.email('the e-mail address is not one')),
  name: typedText(200),
  organization: typedText(200),
  timeZone: timeZoneSchema,
  kind: z.enum(['urumqi', 'partner']),
  country: countrySchema,
  city: typedText(100),
  language: languageSchema,
  password: z.string().min(12, 'the password needs at least 12 characters').max(256),
});
export type Answers = z.input<typeof answersSchema>;

/** What the program asks for, in order; the password comes last and otherwise. */
export const QUESTIONS: readonly { field: keyof Answers; flag: string; question: string }[] = [
  { field: 'email', flag: 'email', question: 'E-mail address to sign in with' },
  { field: 'name', flag: 'name', question: 'Name, in Latin letters' },
  { field: 'organization', flag: 'organization', question: 'Organisation' },
  { field: 'timeZone', flag: 'time-zone', question: 'Its time zone (such as Asia/Almaty)' },
  { field: 'kind', flag: 'kind', question: 'Its side of the network (urumqi or partner)' },
  {
    field: 'country',
    flag: 'country',
    question: `Its country (${countrySchema.options.join(', ')})`,
  },
  { field: 'city', flag: 'city', question: 'Its city' },
  {
    field: 'language',
    flag: 'language',
    question: `Its first language (${languageSchema.options.join(', ')})`,
  },
];

async function organizationFor(tx: Tx, answers: z.output<typeof answersSchema>): Promise<string> {
  const known = await tx
    .selectFrom('organization')
    .select('id')
    .where('name', '=', answers.organization)
    .where('demo', '=', false)
    .executeTakeFirst();
  if (known) return known.id;
  const id = randomUUID();
  await tx
    .insertInto('organization')
    .values({
      id,
      name: answers.organization,
      names: JSON.stringify({}),
      kind: answers.kind,
      country: answers.country,
      city: answers.city,
      time_zone: answers.timeZone,
      // Urumqi lives by two clocks; its hospitals' pages show both.
      second_time_zone: answers.kind === 'urumqi' ? 'Asia/Urumqi' : null,
      languages: [answers.language],
      demo: false,
    })
    .execute();
  return id;
}

/**
 * Makes an administrator, and the organisation unless it is there by that name.
 *
 * @throws ConfigError with a sentence for each answer that will not do, when the address has an
 * account already, or when the database holds the demonstration.
 */
export async function createAdministrator(
  db: Database,
  given: Answers,
): Promise<{ email: string; organization: string }> {
  const parsed = answersSchema.safeParse(given);
  if (!parsed.success)
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}.`).join('\n'),
    );
  const answers = parsed.data;
  const passwordHash = await hashPassword(answers.password);
  await inTransaction(db, async (tx) => {
    const demo = await tx
      .selectFrom('organization')
      .select('id')
      .where('demo', '=', true)
      .executeTakeFirst();
    if (demo)
      throw new ConfigError(
        'This database holds the demonstration, whose passwords everybody knows: give the real one an empty database (another DATA_DIR or DATABASE_URL) and set DEMO=false.',
      );
    const taken = await tx
      .selectFrom('account')
      .select('actor_id')
      .where('email', '=', answers.email)
      .executeTakeFirst();
    if (taken) throw new ConfigError(`${answers.email} has an account already.`);
    const id = randomUUID();
    await tx
      .insertInto('actor')
      .values({
        id,
        organization_id: await organizationFor(tx, answers),
        role: 'admin',
        name: answers.name,
        languages: [answers.language],
        language_pairs: JSON.stringify([]),
        demo: false,
      })
      .execute();
    await tx
      .insertInto('account')
      .values({ actor_id: id, email: answers.email, password_hash: passwordHash })
      .execute();
    await recordAudit(tx, new Date(), undefined, 'createAdministrator', 'account', id);
  });
  return { email: answers.email, organization: answers.organization };
}
