import {
  idSchema,
  interpreterLanguagesSchema,
  interpretingChangeSchema,
} from '@silkconsult/protocol';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { changeInterpreting, readInterpreting } from './commands.ts';

const tag = 'Directory';
const params = z.object({ id: idSchema });
const path = '/api/interpreters/:id/languages';

export function interpreterRoutes(context: Context): Endpoint[] {
  return [
    forSession(
      {
        method: 'get',
        path,
        tag,
        summary: 'Between which languages an interpreter works, and which dialects they know',
        params,
        answer: { status: 200, schema: interpreterLanguagesSchema },
        refusals: ['forbidden', 'not_found'],
      },
      ({ params: { id }, viewer }) => readInterpreting(context, viewer, id),
    ),
    forSession(
      {
        method: 'put',
        path,
        tag,
        summary: 'Say it anew; the search and the offers go by it from now on',
        params,
        body: interpretingChangeSchema,
        answer: { status: 200, schema: interpreterLanguagesSchema },
        refusals: ['forbidden', 'not_found', 'version_conflict'],
      },
      ({ params: { id }, body, viewer }) => changeInterpreting(context, viewer, id, body),
    ),
  ];
}
