import { z } from 'zod';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import { defineJob } from '../jobs/define.ts';
import { findRecipients } from '../notices/store.ts';
import { fill, textsOf } from '../notices/texts.ts';
import { hashSecret, newSecret } from '../sessions/secrets.ts';
import { linkOf } from './link.ts';
import { refuseUsing } from './rules.ts';
import * as store from './store.ts';

/**
 * Sends the link to an account. The secret is made here and kept nowhere: an attempt that is repeated
 * makes another, and the mail that arrives last holds the one that is good.
 */
export const mailInvitation = defineJob(
  'mail-account-invitation',
  z.object({ invitationId: z.uuid() }),
  async (context: Context, { invitationId }) => {
    const { db, now, channels } = context;
    const secret = newSecret();
    const invitation = await inTransaction(db, async (tx) => {
      const found = await store.lockInvitation(tx, { id: invitationId });
      if (!found || refuseUsing(found, now())) return undefined;
      await store.updateInvitation(tx, found.id, { token_hash: hashSecret(secret) });
      return found;
    });
    if (!invitation || !channels.mail) return;
    const [person] = await findRecipients(db, [invitation.actor_id]);
    if (!person) return;
    const texts = textsOf(person.language).account;
    await channels.mail.deliver({
      id: invitation.id,
      to: { ...person, email: invitation.email },
      message: {
        subject: texts.subject,
        lead: fill(texts.lead, { organization: invitation.organization_name }),
        facts: [],
        link: { label: texts.open, url: linkOf(context, secret) },
        path: '/account',
        footer: texts.footer,
        ring: undefined,
        end: invitation.expires_at,
      },
    });
  },
);
