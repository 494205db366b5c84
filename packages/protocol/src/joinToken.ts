import { z } from 'zod';
import { languageSchema } from './languages.ts';
import { idSchema } from './primitives.ts';
import { participantRoleSchema, roomPermissionSchema } from './roles.ts';

export const TOKEN_ISSUER = 'silkconsult';
export const API_AUDIENCE = 'silkconsult-api';
export const JOIN_AUDIENCE = 'silkconsult-signaling';
export const TOKEN_ALGORITHM = 'ES256';

/**
 * Claims of the join token (`aud` = JOIN_AUDIENCE): everything that signalling knows of a peer.
 * It is signed by scheduling, lives for minutes and opens one room only.
 */
export const joinClaimsSchema = z.object({
  iss: z.literal(TOKEN_ISSUER),
  aud: z.literal(JOIN_AUDIENCE),
  exp: z.number(),
  jti: idSchema,
  /** The person; one identity has at most one live session in a room. */
  sub: idSchema,
  /** The appointment's id is the room's id. */
  room: idSchema,
  encounter: idSchema,
  role: participantRoleSchema.exclude(['location']),
  name: z.string(),
  nativeName: z.string().optional(),
  organization: z.string(),
  spokenLanguage: languageSchema,
  captionLanguage: languageSchema,
  permissions: z.array(roomPermissionSchema),
});
export type JoinClaims = z.infer<typeof joinClaimsSchema>;
