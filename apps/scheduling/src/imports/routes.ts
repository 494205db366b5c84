import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { importKindSchema, importQuerySchema, importReportSchema } from '@silkconsult/protocol';
import type { Response } from 'express';
import { z } from 'zod';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { importFile } from './commands.ts';
import { everythingOf, hoursFile, patientsFile, peopleFile } from './exports.ts';
import { refuseBringingIn } from './rules/access.ts';
import { templateOf } from './templates.ts';

const tag = 'Bringing a hospital in';
const params = z.object({ kind: importKindSchema });
const csv = { status: 200, schema: z.string(), contentType: 'text/csv' } as const;

const FILES = { people: peopleFile, hours: hoursFile, patients: patientsFile };

function sendFile(response: Response, name: string, type: string): void {
  response.setHeader('content-disposition', `attachment; filename="${name}"`);
  response.setHeader('cache-control', 'no-store');
  response.type(type);
}

export function importRoutes(context: Context): Endpoint[] {
  const { db, now } = context;
  const exporting = async (viewer: Viewer) => {
    refuseIf(refuseBringingIn(viewer));
    await recordAudit(db, now(), viewer, 'export', 'organization', viewer.organizationId);
  };
  return [
    forSession(
      {
        method: 'post',
        path: '/api/imports',
        tag,
        summary:
          "Bring in a hospital's people and rooms, their weekly hours, or its patients, from a CSV file",
        description:
          'A dry run (the default) names every bad line and writes nothing. An import writes all of the file or nothing: `import_has_problems` carries the same `params.report`. Lines are told apart by the hospital’s own `external_id`, so a second import of a file changes nothing.',
        query: importQuerySchema,
        upload: 'text/csv',
        answer: { status: 200, schema: importReportSchema },
        refusals: ['encoding_unknown', 'forbidden', 'import_has_problems', 'payload_too_large'],
      },
      async ({ query, request, viewer }) => {
        const bytes: unknown = request.body;
        return importFile(context, viewer, query, Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0));
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/imports/templates/:kind',
        tag,
        summary: 'A file to begin with, whose lines show how columns are filled in',
        params,
        answer: csv,
        refusals: ['forbidden'],
      },
      async ({ params: { kind }, viewer, response }) => {
        refuseIf(refuseBringingIn(viewer));
        sendFile(response, `${kind}.csv`, 'text/csv');
        response.send(templateOf(kind));
        return undefined;
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/exports/:kind',
        tag,
        summary:
          'Who was brought in by a file, their weekly hours, or the patients, as a file of the same form',
        params,
        answer: csv,
        refusals: ['forbidden'],
      },
      async ({ params: { kind }, viewer, response }) => {
        await exporting(viewer);
        const file = await FILES[kind](db, viewer.organizationId);
        sendFile(response, `${kind}.csv`, 'text/csv');
        response.send(file);
        return undefined;
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/exports',
        tag,
        summary: 'Everything that the hospital owns or takes part in',
        description: 'A JSON record a line, each with its `type`; streamed.',
        answer: { status: 200, schema: z.string(), contentType: 'application/x-ndjson' },
        refusals: ['forbidden'],
      },
      async ({ viewer, response }) => {
        await exporting(viewer);
        sendFile(response, 'everything.ndjson', 'application/x-ndjson');
        await pipeline(Readable.from(everythingOf(db, viewer)), response);
        return undefined;
      },
    ),
  ];
}
