import { idSchema } from '@silkconsult/protocol';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { errorCode } from '../errorCode.ts';
import { defineJob, type Run } from '../jobs/define.ts';
import { DeliveryError } from './channels/channel.ts';
import { composeMessage, goneMessage } from './message.ts';
import { findNotice, findRecipients, markFailed, markSent } from './store.ts';

/** A network's failure that says nothing more. */
const UNREACHABLE = 'ENETWORK';

function codeOf(error: unknown): string {
  if (error instanceof DeliveryError) return error.code;
  const cause = error instanceof Error ? error.cause : undefined;
  return errorCode(error) ?? errorCode(cause) ?? UNREACHABLE;
}

/**
 * Sends one notice. It does not hold the database while the network answers; should the process die
 * between sending and noting it, the notice goes out again with the same id, by which mail programs
 * and gateways know the repetition.
 */
async function deliver(context: Context, noticeId: string, run: Run): Promise<void> {
  const { db, config, channels, now } = context;
  const notice = await findNotice(db, noticeId);
  if (!notice || notice.channel === 'in-app') return;
  if (notice.state === 'sent' || notice.state === 'withdrawn') return;
  const giveUp = (code: string) => markFailed(db, noticeId, 'given-up', code);
  const channel = channels[notice.channel];
  if (!channel) return giveUp('not_configured');
  const [found] = await findRecipients(db, [notice.recipient_id]);
  const message =
    found && (await composeMessage(db, config, notice, { ...found, language: notice.language }));
  if (!message) return giveUp('subject_gone');
  if (!channel.reaches(found)) return giveUp('no_address');
  if (message.end.getTime() < now().getTime()) return giveUp('too_late');
  try {
    await channel.deliver({
      id: noticeId,
      to: { ...found, language: notice.language },
      message,
    });
  } catch (error) {
    const final = run.last || (error instanceof DeliveryError && error.permanent);
    await markFailed(db, noticeId, final ? 'given-up' : 'failed', codeOf(error));
    if (final) return;
    throw error;
  }
  // Overtaken while it was on its way: what rings on a device by now is replaced there.
  if (!(await markSent(db, noticeId, now()))) await takeBack(context, noticeId);
}

/** Takes what was pushed back from the devices: a message of the same tag replaces it. */
async function takeBack(context: Context, noticeId: string): Promise<void> {
  const { db, config, channels } = context;
  const notice = await findNotice(db, noticeId);
  if (notice?.channel !== 'push' || !channels.push) return;
  const [found] = await findRecipients(db, [notice.recipient_id]);
  if (!found || !channels.push.reaches(found)) return;
  const to = { ...found, language: notice.language };
  const message = await composeMessage(db, config, notice, to);
  if (message)
    await channels.push.deliver({ id: noticeId, to, message: goneMessage(message, to.language) });
}

export const takeBackNotice = defineJob(
  'take-back-notice',
  z.object({ noticeId: idSchema }),
  async (context: Context, { noticeId }) => takeBack(context, noticeId),
  { retries: 3 },
);

/** Tried for some nine hours: 10 s after the first failure, then ever more slowly. */
export const deliverNotice = defineJob(
  'deliver-notice',
  z.object({ noticeId: idSchema }),
  async (context: Context, { noticeId }, run) => deliver(context, noticeId, run),
  { retries: 40, pauseSeconds: 10, longestPauseSeconds: 15 * 60, concurrency: 10 },
);
