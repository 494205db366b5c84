import { transcriptHitsSchema, transcriptSearchSchema } from '@silkconsult/protocol';
import type { Context } from '../../context.ts';
import { type Endpoint, forSession } from '../../http/endpoint.ts';
import { searchTranscripts } from './commands.ts';

export function transcriptSearchRoutes(context: Context): Endpoint[] {
  return [
    forSession(
      {
        method: 'post',
        path: '/api/transcript-searches',
        tag: 'Transcripts',
        summary: 'Search the transcripts of all consults that one may read',
        description:
          'All words in one text of a line, as spoken or translated, standing or replaced since. Each search is on record, and the consults of which lines are shown; the words are not.',
        body: transcriptSearchSchema,
        answer: { status: 200, schema: transcriptHitsSchema },
        refusals: [],
      },
      async ({ body, viewer }) => searchTranscripts(context, viewer, body),
    ),
  ];
}
