import type { NewMachineClient } from '@silkconsult/protocol';
import {
  idSchema,
  machineClientSchema,
  newMachineClientSchema,
  pageOf,
} from '@silkconsult/protocol';
import { z } from 'zod';
import { ask, tell } from '../../api/http.ts';
import { all } from '../../api/requests.ts';

export const PROGRAMS_KEY = ['programs'] as const;
const PATH = '/api/machine-clients';
const programsSchema = pageOf(machineClientSchema);
const registeredSchema = z.object({ id: idSchema });

export const listPrograms = () => all(`${PATH}?`, programsSchema);

export const registerProgram = (body: NewMachineClient) =>
  ask(PATH, registeredSchema, { method: 'POST', body });

export const shutOut = (id: string) =>
  tell(`${PATH}/${encodeURIComponent(id)}`, { method: 'DELETE' });

/** What a program may do, from the least on. */
export const RIGHTS = {
  read: ['system/*.rs'],
  book: ['system/*.rs', 'system/Appointment.cruds', 'system/ServiceRequest.cruds'],
} as const;
export type Right = keyof typeof RIGHTS;

/** The set of public keys in a pasted text: a JWK set, or one key alone; undefined for anything else. */
export function keysIn(text: string): NewMachineClient['jwks'] | undefined {
  try {
    const json: unknown = JSON.parse(text);
    const set = newMachineClientSchema.shape.jwks.safeParse(json);
    if (set.success) return set.data;
    const one = z.looseObject({ kty: z.string(), kid: z.string() }).safeParse(json);
    return one.success ? { keys: [one.data] } : undefined;
  } catch {
    return undefined;
  }
}
