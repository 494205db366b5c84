import {
  idSchema,
  mailboxEntrySchema,
  newPushSubscriptionSchema,
  noticeQuerySchema,
  noticeSchema,
  noticeSettingsChangeSchema,
  noticeSettingsSchema,
  pageOf,
  undeliveredNoticeSchema,
} from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { z } from 'zod';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { cursorId, toPage } from '../http/pages.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { deliverNotice } from './deliver.ts';
import { deletePushSubscription, savePushSubscription } from './pushStore.ts';
import { refuseOwnNotices, undeliveredScope } from './rules/access.ts';
import { isPushService } from './rules/pushServices.ts';
import { changeSettings, readSettings } from './settings.ts';
import * as store from './store.ts';
import { viewMailbox, viewNotices, viewUndelivered } from './view.ts';

const tag = 'Notices';
const pageOfQuery = ({ limit, cursor }: { limit: number; cursor?: string }) => ({
  limit: limit + 1,
  after: cursorId(cursor),
});
const asIs = <Row>(row: Row) => row;
const idOf = (row: { id: string }) => row.id;

function scopeOf(viewer: Viewer): { organizationId?: string } {
  const scope = undeliveredScope(viewer);
  if (!scope) throw new RefusedError('forbidden');
  return scope;
}

/** What people are told, and how they want to be told. */
export function noticeRoutes(context: Context): Endpoint[] {
  const { db, now, config } = context;
  return [
    forSession(
      {
        method: 'get',
        path: '/api/notices',
        tag,
        summary: 'What the viewer was told, the newest first',
        query: noticeQuerySchema,
        answer: { status: 200, schema: pageOf(noticeSchema) },
        refusals: ['forbidden'],
      },
      async ({ query, viewer }) => {
        refuseIf(refuseOwnNotices(viewer));
        const rows = await store.listOwn(db, viewer.personId, pageOfQuery(query));
        const page = toPage(rows, query.limit, idOf, asIs);
        return { ...page, items: await viewNotices(context, page.items) };
      },
    ),
    forSession(
      {
        method: 'post',
        path: '/api/notices/read',
        tag,
        summary: 'Mark everything as read that the viewer was told so far',
        answer: { status: 204 },
        refusals: ['forbidden'],
      },
      async ({ viewer }) => {
        refuseIf(refuseOwnNotices(viewer));
        await store.markRead(db, viewer.personId, now());
        return undefined;
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/notices/undelivered',
        tag,
        summary: 'What could not be told, as far as the viewer may see it',
        description:
          '`failed` is tried again by itself, `given-up` is not. It says whom it concerns and why it failed, not what it said.',
        query: noticeQuerySchema,
        answer: { status: 200, schema: pageOf(undeliveredNoticeSchema) },
        refusals: ['forbidden'],
      },
      async ({ query, viewer }) => {
        const { organizationId } = scopeOf(viewer);
        await recordAudit(db, now(), viewer, 'list', 'notice');
        const rows = await store.listUndelivered(db, organizationId, pageOfQuery(query));
        return toPage(rows, query.limit, idOf, viewUndelivered);
      },
    ),
    forSession(
      {
        method: 'post',
        path: '/api/notices/:id/retry',
        tag,
        summary: 'Try again to tell what could not be told',
        params: z.object({ id: idSchema }),
        answer: { status: 204 },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ params: { id }, viewer }) => {
        const { organizationId } = scopeOf(viewer);
        await inTransaction(db, async (tx) => {
          const notice = await store.lockUndelivered(tx, organizationId, id);
          if (!notice) throw new RefusedError('not_found');
          await store.requeue(tx, id);
          await context.jobs.enqueue(tx, deliverNotice, { noticeId: id }, { singletonKey: id });
          await recordAudit(tx, now(), viewer, 'retry', 'notice', id);
        });
        return undefined;
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/mailbox',
        tag,
        summary: 'The mail of the demonstration, as it would have been sent',
        description: 'Only in a demonstration without a mail server; elsewhere it does not exist.',
        query: noticeQuerySchema,
        answer: { status: 200, schema: pageOf(mailboxEntrySchema) },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ query, viewer }) => {
        if (!context.demo || config.SMTP_URL) throw new RefusedError('not_found');
        refuseIf(refuseOwnNotices(viewer));
        await recordAudit(db, now(), viewer, 'list', 'mailbox');
        const rows = await store.listDemoMail(db, pageOfQuery(query));
        const page = toPage(rows, query.limit, idOf, asIs);
        return { ...page, items: await viewMailbox(context, page.items) };
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/notice-settings',
        tag,
        summary: 'How the viewer is told',
        answer: { status: 200, schema: noticeSettingsSchema },
        refusals: ['forbidden'],
      },
      async ({ viewer }) => {
        refuseIf(refuseOwnNotices(viewer));
        return readSettings(context, db, viewer);
      },
    ),
    forSession(
      {
        method: 'patch',
        path: '/api/notice-settings',
        tag,
        summary: 'Choose the language and the channels',
        body: noticeSettingsChangeSchema,
        answer: { status: 200, schema: noticeSettingsSchema },
        refusals: ['forbidden'],
      },
      async ({ body, viewer }) => {
        refuseIf(refuseOwnNotices(viewer));
        return changeSettings(context, viewer, body);
      },
    ),
    forSession(
      {
        method: 'post',
        path: '/api/push-subscriptions',
        tag,
        summary: 'Tell the viewer on this browser too',
        body: newPushSubscriptionSchema,
        answer: { status: 204 },
        refusals: ['forbidden', 'push_service_unknown'],
      },
      async ({ body, viewer }) => {
        refuseIf(refuseOwnNotices(viewer));
        if (!isPushService(body.endpoint, config.PUSH_SERVICES))
          throw new RefusedError('push_service_unknown');
        await inTransaction(db, async (tx) => {
          await savePushSubscription(tx, viewer.personId, body, now());
          await recordAudit(tx, now(), viewer, 'subscribe', 'push_subscription');
        });
        return undefined;
      },
    ),
    forSession(
      {
        method: 'post',
        path: '/api/push-subscriptions/remove',
        tag,
        summary: 'No longer tell the viewer on this browser',
        description: 'The address is a secret of the browser, so it stands in no URL.',
        body: newPushSubscriptionSchema.pick({ endpoint: true }),
        answer: { status: 204 },
        refusals: ['forbidden'],
      },
      async ({ body, viewer }) => {
        refuseIf(refuseOwnNotices(viewer));
        await inTransaction(db, async (tx) => {
          await deletePushSubscription(tx, viewer.personId, body.endpoint);
          await recordAudit(tx, now(), viewer, 'unsubscribe', 'push_subscription');
        });
        return undefined;
      },
    ),
  ];
}
