import { randomUUID } from 'node:crypto';
import type {
  AccountInvitation,
  NewAccount,
  NewAccountInvitation,
  OpenedAccountInvitation,
} from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Tx } from '../database/types.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { hashPassword } from '../sessions/password.ts';
import { hashSecret, newSecret } from '../sessions/secrets.ts';
import { linkOf } from './link.ts';
import { mailInvitation } from './mail.ts';
import { refuseManagingAccounts, refuseUsing } from './rules.ts';
import * as store from './store.ts';

const LIFE_MS = 7 * 24 * 60 * 60_000;

const refuseEmail = (message: string) =>
  new RefusedError('invalid_request', undefined, [{ path: 'email', message }]);

/** A link for one of the hospital's people; the one before it is good for nothing any more. */
async function invite(
  tx: Tx,
  viewer: Viewer,
  person: Pick<store.StaffRow, 'id' | 'email'>,
  at: Date,
  secret?: string,
): Promise<string> {
  if (person.email === null) throw refuseEmail('required');
  const owner = await store.ownerOf(tx, person.email);
  if (owner !== undefined && owner !== person.id) throw refuseEmail('taken');
  await store.revokeOpen(tx, person.id, at);
  const id = randomUUID();
  await store.insertInvitation(tx, {
    id,
    actor_id: person.id,
    email: person.email,
    token_hash: secret === undefined ? null : hashSecret(secret),
    created_by: viewer.personId,
    created_at: at,
    expires_at: new Date(at.getTime() + LIFE_MS),
  });
  await recordAudit(tx, at, viewer, 'inviteAccount', 'account', person.id);
  return id;
}

/**
 * Makes the link by which somebody sets a password: to hand over, or by mail. For who has an account
 * it is the way to a new password.
 *
 * @throws RefusedError `invalid_request` about `email` when there is none, or it is somebody else's.
 */
export async function inviteToAccount(
  context: Context,
  viewer: Viewer,
  wanted: NewAccountInvitation,
): Promise<AccountInvitation> {
  refuseIf(refuseManagingAccounts(viewer));
  const { db, now, channels, jobs } = context;
  return inTransaction(db, async (tx) => {
    const at = now();
    const expiresAt = new Date(at.getTime() + LIFE_MS).toISOString();
    const staff = store.staffOf(tx, viewer.organizationId);
    if (wanted.by === 'link') {
      const person = await staff.where('actor.id', '=', wanted.personId).executeTakeFirst();
      if (!person) throw new RefusedError('not_found');
      if (wanted.email && !person.account_id) {
        await store.setEmail(tx, person.id, wanted.email);
        person.email = wanted.email;
      }
      const secret = newSecret();
      await invite(tx, viewer, person, at, secret);
      return { link: linkOf(context, secret), mailed: 0, expiresAt };
    }
    const one = wanted.personId;
    const people = await staff
      .$if(one !== undefined, (query) => query.where('actor.id', '=', one ?? ''))
      .$if(one === undefined, (query) =>
        query.where('account.actor_id', 'is', null).where('actor.email', 'is not', null),
      )
      .execute();
    if (one !== undefined && people.length === 0) throw new RefusedError('not_found');
    if (!channels.mail) throw refuseEmail('no_mail_here');
    const ids: string[] = [];
    for (const person of people) ids.push(await invite(tx, viewer, person, at));
    await jobs.enqueueAll(
      tx,
      mailInvitation,
      ids.map((invitationId) => ({ invitationId })),
    );
    return { mailed: ids.length, expiresAt };
  });
}

/** Whose account the link makes. It stays good: only a password uses it up. */
export async function openAccountInvitation(
  { db, now }: Context,
  token: string,
): Promise<OpenedAccountInvitation> {
  return inTransaction(db, async (tx) => {
    const invitation = await store.lockInvitation(tx, { hash: hashSecret(token) });
    refuseIf(refuseUsing(invitation, now()));
    const { name = '', email = '', organization_name: organizationName = '' } = invitation ?? {};
    return { name, email, organizationName };
  });
}

/** Sets the password by a link, once; whoever was signed in with the old one no longer is. */
export async function makeAccount(
  { db, now }: Context,
  { token, password }: NewAccount,
): Promise<void> {
  const passwordHash = await hashPassword(password);
  await inTransaction(db, async (tx) => {
    const at = now();
    const invitation = await store.lockInvitation(tx, { hash: hashSecret(token) });
    refuseIf(refuseUsing(invitation, at));
    if (!invitation) return;
    const { id, actor_id: actorId, email } = invitation;
    const owner = await store.ownerOf(tx, email);
    if (owner !== undefined && owner !== actorId) throw refuseEmail('taken');
    await store.saveAccount(tx, { actor_id: actorId, email, password_hash: passwordHash });
    await store.updateInvitation(tx, id, { used_at: at });
    await store.endSessions(tx, actorId, at);
    await recordAudit(tx, at, undefined, 'setPassword', 'account', actorId);
  });
}
