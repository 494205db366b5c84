import { z } from 'zod';
import { idSchema, instantSchema, typedText } from '../primitives.ts';

/** A program of the hospital that uses the FHIR interface. */
export const machineClientSchema = z.object({
  id: idSchema,
  name: z.string(),
  scopes: z.array(z.string()),
  /** The `kid` of each of its public keys. */
  keys: z.array(z.string()),
  createdAt: instantSchema,
  /** When it last asked for a token; absent: never. */
  lastUsedAt: instantSchema.optional(),
  revokedAt: instantSchema.optional(),
});
export type MachineClientInfo = z.infer<typeof machineClientSchema>;

export const newMachineClientSchema = z.object({
  name: typedText(200),
  /** SMART scopes such as `system/Appointment.cruds` or `system/*.rs`. */
  scopes: z.array(z.string().max(100)).min(1).max(40),
  /** A JWK set of public keys. */
  jwks: z.object({ keys: z.array(z.record(z.string(), z.unknown())).min(1).max(10) }),
});
export type NewMachineClient = z.infer<typeof newMachineClientSchema>;
