import { encounterReportsSchema, SIGNATURE_HEADER } from '@silkconsult/protocol';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type Endpoint, forService } from '../http/endpoint.ts';
import { applyReports } from './commands.ts';

const outcomeSchema = z.object({
  applied: z.number().int(),
  duplicates: z.number().int(),
  unknown: z.number().int(),
  refused: z.number().int(),
});

export function encounterRoutes(context: Context): Endpoint[] {
  return [
    forService(
      {
        method: 'post',
        path: '/api/encounter-reports',
        tag: 'Services',
        summary: 'What signalling reports of the rooms',
        description: `Signed by the header \`${SIGNATURE_HEADER}\`. Each report is applied once, in whatever order they come.`,
        body: encounterReportsSchema,
        answer: { status: 200, schema: outcomeSchema },
        refusals: ['signature_invalid', 'malformed_message'],
      },
      async ({ body }) => applyReports(context, body.reports),
    ),
  ];
}
