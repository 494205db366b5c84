import { beforeEach, expect, it } from '@jest/globals';
import { verifyPassword } from '../sessions/password.ts';
import { describeOnEachDatabase } from '../testing/databases.ts';
import { createAdministrator } from './commands.ts';

const ANSWERS = {
  email: 'Admin@Hospital.example',
  name: 'Aigerim Ospan',
  organization: 'Alatau Clinical Hospital',
  timeZone: 'Asia/Almaty',
  kind: 'partner',
  country: 'KZ',
  city: 'Almaty',
  language: 'kk',
  password: 'a long enough password',
} as const;

describeOnEachDatabase('the first administrator', (database) => {
  beforeEach(async () => {
    for (const table of ['account', 'actor', 'organization'] as const)
      await database().deleteFrom(table).execute();
  });

  it('is made with the organisation and can sign in', async () => {
    await createAdministrator(database(), ANSWERS);
    const account = await database()
      .selectFrom('account')
      .innerJoin('actor', 'actor.id', 'account.actor_id')
      .innerJoin('organization', 'organization.id', 'actor.organization_id')
      .select([
        'account.email',
        'password_hash',
        'role',
        'organization.name',
        'organization.time_zone',
      ])
      .executeTakeFirstOrThrow();
    expect(account).toMatchObject({
      email: 'admin@hospital.example',
      role: 'admin',
      name: 'Alatau Clinical Hospital',
      time_zone: 'Asia/Almaty',
    });
    expect(await verifyPassword(ANSWERS.password, account.password_hash)).toBe(true);
  });

  it('shares the organisation with the second one, whose address must differ', async () => {
    await createAdministrator(database(), ANSWERS);
    await createAdministrator(database(), { ...ANSWERS, email: 'second@hospital.example' });
    expect(await database().selectFrom('organization').select('id').execute()).toHaveLength(1);
    await expect(createAdministrator(database(), ANSWERS)).rejects.toThrow(
      'has an account already',
    );
  });

  it('is not made of answers that will not do', async () => {
    const wrong = { ...ANSWERS, timeZone: 'Asia/Nowhere', password: 'short' };
    await expect(createAdministrator(database(), wrong)).rejects.toThrow(
      /timeZone: unknown time zone\.\npassword: the password needs at least 12 characters\./,
    );
  });
});
