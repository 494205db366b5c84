import type { NoticeSettings, NoticeSettingsChange } from '@silkconsult/protocol';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Queries } from '../database/types.ts';
import type { Viewer } from '../rules/viewer.ts';
import { findRecipients } from './store.ts';

/** How this person is told; defaults for who never chose. */
export async function readSettings(
  { channels, config, demo, pushKeys }: Context,
  db: Queries,
  viewer: Viewer,
): Promise<NoticeSettings> {
  const [person] = await findRecipients(db, [viewer.personId]);
  if (!person) throw new Error('who is signed in is there');
  return {
    language: person.language,
    ...person.wants,
    phone: person.phone ?? undefined,
    available: {
      mail: channels.mail?.reaches(person) ?? false,
      sms: channels.sms !== undefined,
      push: channels.push !== undefined,
      mailbox: demo && !config.SMTP_URL,
    },
    pushKey: pushKeys.publicKey,
  };
}

export async function changeSettings(
  context: Context,
  viewer: Viewer,
  change: NoticeSettingsChange,
): Promise<NoticeSettings> {
  return inTransaction(context.db, async (tx) => {
    const { language, mail, sms, push, phone } = await readSettings(context, tx, viewer);
    const chosen = {
      language: change.language ?? language,
      mail: change.mail ?? mail,
      sms: change.sms ?? sms,
      push: change.push ?? push,
      phone: change.phone === undefined ? (phone ?? null) : change.phone,
    };
    await tx
      .insertInto('notice_setting')
      .values({ actor_id: viewer.personId, ...chosen })
      .onConflict((conflict) => conflict.column('actor_id').doUpdateSet(chosen))
      .execute();
    await recordAudit(tx, context.now(), viewer, 'change', 'notice_setting', viewer.personId);
    return readSettings(context, tx, viewer);
  });
}
