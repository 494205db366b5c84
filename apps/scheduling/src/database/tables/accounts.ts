/** A link by which somebody sets a password: single use, for seven days. */
interface AccountInvitationTable {
  id: string;
  actor_id: string;
  email: string;
  /** Null until the mail with the link is sent. */
  token_hash: Buffer | null;
  created_by: string;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
}

export interface AccountTables {
  account_invitation: AccountInvitationTable;
}
