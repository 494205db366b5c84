import { typedText } from '@silkconsult/protocol';
import { z } from 'zod';

export const codeableConceptSchema = z.object({
  coding: z
    .array(
      z.object({ system: z.string().max(300).optional(), code: z.string().max(100).optional() }),
    )
    .optional(),
  text: typedText(500).optional(),
});

/** What every resource carries and a client sends back with it; it changes nothing. */
export const metadata = <T extends string>(type: T) => ({
  resourceType: z.literal(type),
  id: z.string().optional(),
  meta: z.unknown().optional(),
  text: z.unknown().optional(),
  language: z.string().optional(),
});
