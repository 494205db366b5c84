import {
  accountInvitationSchema,
  accountSchema,
  accountTokenSchema,
  newAccountInvitationSchema,
  newAccountSchema,
  openedAccountInvitationSchema,
  pageOf,
  pageQuerySchema,
} from '@silkconsult/protocol';
import type { Context } from '../context.ts';
import { type Endpoint, forAnyone, forSession } from '../http/endpoint.ts';
import { cursorId, toPage } from '../http/pages.ts';
import { refuseIf } from '../http/refuse.ts';
import { inviteToAccount, makeAccount, openAccountInvitation } from './commands.ts';
import { refuseManagingAccounts } from './rules.ts';
import { listStaff, type StaffRow } from './store.ts';

const tag = 'Accounts';

const viewAccount = (row: StaffRow) => ({
  personId: row.id,
  name: row.name,
  nativeName: row.native_name ?? undefined,
  role: row.role,
  email: row.email ?? undefined,
  state: row.account_id ? 'active' : row.expires_at ? 'invited' : 'none',
  invitedUntil: row.expires_at?.toISOString(),
});

export function accountRoutes(context: Context): Endpoint[] {
  const { db, limits } = context;
  return [
    forSession(
      {
        method: 'get',
        path: '/api/accounts',
        tag,
        summary: 'Who works in the hospital, and who of them can sign in',
        query: pageQuerySchema,
        answer: { status: 200, schema: pageOf(accountSchema) },
        refusals: ['forbidden'],
      },
      async ({ query: { limit, cursor }, viewer }) => {
        refuseIf(refuseManagingAccounts(viewer));
        const page = { after: cursorId(cursor), limit: limit + 1 };
        const rows = await listStaff(db, viewer.organizationId, page);
        return toPage(
          rows,
          limit,
          ({ id }) => id,
          (row) => accountSchema.parse(viewAccount(row)),
        );
      },
    ),
    forSession(
      {
        method: 'post',
        path: '/api/account-invitations',
        tag,
        summary: 'Make a link by which somebody sets a password, or mail such links',
        description:
          'A link is good for seven days and once; a new one ends the one before it. For who has an account it is the way to a new password.',
        body: newAccountInvitationSchema,
        answer: { status: 201, schema: accountInvitationSchema },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ body, viewer }) => inviteToAccount(context, viewer, body),
    ),
    forAnyone(
      {
        method: 'post',
        path: '/api/account-invitations/opened',
        tag,
        summary: 'Whose account a link makes',
        body: accountTokenSchema,
        answer: { status: 200, schema: openedAccountInvitationSchema },
        refusals: ['account_link_invalid', 'account_link_used', 'too_many_requests'],
      },
      async ({ body, request }) => {
        await limits.openInvitation(request.ip ?? '');
        return openAccountInvitation(context, body.token);
      },
    ),
    forAnyone(
      {
        method: 'post',
        path: '/api/accounts',
        tag,
        summary: 'Set a password by a link',
        body: newAccountSchema,
        answer: { status: 204 },
        refusals: ['account_link_invalid', 'account_link_used', 'too_many_requests'],
      },
      async ({ body, request }) => {
        await limits.openInvitation(request.ip ?? '');
        await makeAccount(context, body);
        return undefined;
      },
    ),
  ];
}
