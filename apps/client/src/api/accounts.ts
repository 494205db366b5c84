import type { NewAccountInvitation } from '@silkconsult/protocol';
import {
  accountInvitationSchema,
  accountSchema,
  openedAccountInvitationSchema,
  pageOf,
} from '@silkconsult/protocol';
import { ask, tell } from './http.ts';
import { all } from './requests.ts';

const accountsSchema = pageOf(accountSchema);

export function listAccounts() {
  return all('/api/accounts?', accountsSchema);
}

export function inviteToAccount(body: NewAccountInvitation) {
  return ask('/api/account-invitations', accountInvitationSchema, { method: 'POST', body });
}

export function openAccountLink(token: string) {
  return ask('/api/account-invitations/opened', openedAccountInvitationSchema, {
    method: 'POST',
    body: { token },
    anonymous: true,
  });
}

export function makeAccount(token: string, password: string): Promise<void> {
  return tell('/api/accounts', { method: 'POST', body: { token, password }, anonymous: true });
}
