import { idSchema, languageSchema, transcriptSchema } from '@silkconsult/protocol';
import type { Response } from 'express';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { readTranscript, writeTranscriptDocument } from './commands.ts';
import { toVtt } from './rules/vtt.ts';

const tag = 'Transcripts';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const params = z.object({ id: idSchema });

/** The name of the file says nothing of whose it is. */
function attach(response: Response, name: string, type: string): void {
  response.type(type);
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-disposition', `attachment; filename="${name}"`);
}

export function transcriptRoutes(context: Context): Endpoint[] {
  return [
    forSession(
      {
        method: 'get',
        path: '/api/appointments/:id/transcript',
        tag,
        summary: 'What was said in a consult by those who consent to its transcript',
        description:
          'For its specialists, referrers, interpreters and patients, and for coordinators. Each reading is on record.',
        params,
        answer: { status: 200, schema: transcriptSchema },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ params: { id }, viewer }) => readTranscript(context, viewer, id),
    ),
    forSession(
      {
        method: 'get',
        path: '/api/appointments/:id/transcript.vtt',
        tag,
        summary: 'The transcript as subtitles (WebVTT), in one language where there is one',
        params,
        query: z.object({ language: languageSchema.optional() }),
        answer: { status: 200, schema: z.string(), contentType: 'text/vtt' },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ params: { id }, query, viewer, response }) => {
        const transcript = await readTranscript(context, viewer, id, 'export');
        attach(response, 'transcript.vtt', 'text/vtt');
        response.send(toVtt(transcript, query.language));
        return undefined;
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/appointments/:id/transcript.docx',
        tag,
        summary: 'The transcript as a document (Office Open XML), as spoken and in one language',
        description:
          "In words of that language and on the reader's clock: who wrote each text, what stood there before, and what must not be relied on.",
        params,
        query: z.object({ language: languageSchema }),
        answer: { status: 200, schema: z.string(), contentType: DOCX },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ params: { id }, query, viewer, response }) => {
        const document = await writeTranscriptDocument(context, viewer, id, query.language);
        attach(response, 'transcript.docx', DOCX);
        response.send(document);
        return undefined;
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/appointments/:id/transcript.json',
        tag,
        summary: 'The transcript as a file, with all revisions and everything known of each line',
        params,
        answer: { status: 200, schema: transcriptSchema },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ params: { id }, viewer, response }) => {
        const transcript = await readTranscript(context, viewer, id, 'export');
        attach(response, 'transcript.json', 'application/json');
        response.send(JSON.stringify(transcript, undefined, 2));
        return undefined;
      },
    ),
  ];
}
