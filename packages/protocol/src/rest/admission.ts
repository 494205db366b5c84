import { z } from 'zod';
import { languageSchema } from '../languages.ts';
import { instantSchema } from '../primitives.ts';

export const admissionRequestSchema = z.object({
  spokenLanguage: languageSchema.optional(),
  captionLanguage: languageSchema.optional(),
});

export const iceServerSchema = z.object({
  urls: z.union([z.string(), z.array(z.string())]),
  username: z.string().optional(),
  credential: z.string().optional(),
});
export type IceServer = z.infer<typeof iceServerSchema>;

export const admissionSchema = z.object({
  /** The join token: minutes of life; travels in the socket's `auth`, never in a URL. */
  token: z.string(),
  /** Origin of the signalling server; its socket.io path is `/socket.io`. */
  url: z.url(),
  iceServers: z.array(iceServerSchema),
  expiresAt: instantSchema,
});
export type Admission = z.infer<typeof admissionSchema>;
