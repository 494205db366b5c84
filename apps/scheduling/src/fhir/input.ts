import { typedText } from '@silkconsult/protocol';
import { z } from 'zod';
import { isId, refuseParameter } from './search/values.ts';

export const codeableConceptSchema = z.object({
  coding: z
    .array(
      z.object({ system: z.string().max(300).optional(), code: z.string().max(100).optional() }),
    )
    .optional(),
  text: typedText(1000).optional(),
});

export const referenceSchema = z.looseObject({ reference: z.string().max(300) });

/** What every resource carries and a client sends back with it; it changes nothing. */
export const metadata = <T extends string>(type: T) => ({
  resourceType: z.literal(type),
  id: z.string().optional(),
  meta: z.unknown().optional(),
  text: z.unknown().optional(),
  language: z.string().optional(),
});

/**
 * The type and the id that a reference names.
 *
 * @param type The only type that will do here.
 * @throws RefusedError that names the element.
 */
export function idIn(
  { reference }: { reference: string },
  path: string,
  type?: string,
): { target: string; id: string } {
  const [target = '', id = ''] = reference.split('/').slice(-2);
  if (!isId(id) || (type !== undefined && target !== type))
    throw refuseParameter(path, 'invalid_reference');
  return { target, id };
}
