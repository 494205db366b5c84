import type { Reason } from '../rules/reason.ts';
import type { Viewer } from '../rules/viewer.ts';

/** Accounts of a hospital are its administrators' business. */
export function refuseManagingAccounts(viewer: Viewer): Reason | undefined {
  return viewer.role === 'admin' ? undefined : { code: 'forbidden' };
}

/** Why a link makes no account (any more); undefined when it does. */
export function refuseUsing(
  invitation: { used_at: Date | null; revoked_at: Date | null; expires_at: Date } | undefined,
  now: Date,
): Reason | undefined {
  if (!invitation) return { code: 'account_link_invalid' };
  if (invitation.used_at || invitation.revoked_at) return { code: 'account_link_used' };
  return invitation.expires_at <= now ? { code: 'account_link_used' } : undefined;
}
