import type { NoticeKind } from '@silkconsult/protocol';
import type { Context } from '../context.ts';
import type { Queries } from '../database/types.ts';
import { takeBackNotice } from './deliver.ts';
import { resolveNotices } from './store.ts';

/**
 * What these notices asked for is settled: they ring nowhere any more. Those on the page say so, what
 * has not left stays, and what was pushed is replaced on the devices.
 *
 * @param stillAsked To whom they matter as before.
 */
export async function settle(
  { jobs, now }: Pick<Context, 'jobs' | 'now'>,
  tx: Queries,
  subjectId: string,
  kinds: readonly NoticeKind[],
  stillAsked: readonly string[] = [],
): Promise<void> {
  const settled = await resolveNotices(tx, subjectId, kinds, stillAsked, now());
  const pushed = settled.filter(({ channel, state }) => channel === 'push' && state === 'sent');
  await jobs.enqueueAll(
    tx,
    takeBackNotice,
    pushed.map(({ id }) => ({ noticeId: id })),
  );
}
