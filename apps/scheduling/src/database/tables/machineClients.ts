import type { ColumnType } from 'kysely';

/** A public key as RFC 7517 writes it; it has no private part. */
export type PublicJwk = Record<string, unknown> & { kid: string; kty: string };

/** A program of a hospital; its `id` is also that of its actor, which the audit names. */
interface MachineClientTable {
  id: string;
  organization_id: string;
  name: string;
  jwks: ColumnType<{ keys: PublicJwk[] }, string, string>;
  /** `system/Appointment.cruds` and the like; nothing beyond them is ever granted. */
  scopes: string[];
  created_at: Date;
  revoked_at: Date | null;
  /** When it last got a token. */
  last_used_at: Date | null;
}

/** The assertions that were used, each until it expires: none is good twice. */
interface ClientAssertionTable {
  client_id: string;
  jti: string;
  expires_at: Date;
}

/** What a program makes unless it is there already, while it does so. */
interface ConditionalCreateTable {
  condition: string;
  holder: string;
  until: Date;
}

export interface MachineClientTables {
  machine_client: MachineClientTable;
  client_assertion: ClientAssertionTable;
  conditional_create: ConditionalCreateTable;
}
