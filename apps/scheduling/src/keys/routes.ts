import { z } from 'zod';
import { type Endpoint, forAnyone } from '../http/endpoint.ts';
import type { SigningKey } from './signingKey.ts';

const jwksSchema = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });

/** The public half of the signing key, by which signalling verifies join tokens. */
export function keyRoutes(key: SigningKey): Endpoint[] {
  return [
    forAnyone(
      {
        method: 'get',
        path: '/.well-known/jwks.json',
        tag: 'Tokens',
        summary: 'The public keys that verify our tokens (RFC 7517)',
        answer: { status: 200, schema: jwksSchema },
      },
      async ({ response }) => {
        response.setHeader('cache-control', 'public, max-age=300');
        return { keys: [{ ...key.jwk }] };
      },
    ),
  ];
}
