import { idSchema } from '@silkconsult/protocol';
import {
  newTermSuggestionSchema,
  suggestionDecisionSchema,
  suggestionListQuerySchema,
  suggestionListSchema,
  suggestionOutcomeSchema,
  termSuggestionSchema,
} from '@silkconsult/protocol/wordings';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { refuseIf } from '../http/refuse.ts';
import { refuseEditing, refuseSuggesting } from '../wordings/rules/access.ts';
import { readWordings } from '../wordings/state.ts';
import { decide, suggestTerm } from './commands.ts';
import { listSuggestions } from './store.ts';
import { viewSuggestions } from './view.ts';

const tag = 'Phrasebook and glossary';

export function termSuggestionRoutes(context: Context): Endpoint[] {
  const { db } = context;
  return [
    forSession(
      {
        method: 'post',
        path: '/api/term-suggestions',
        tag,
        summary: 'Suggest a pair of terms for the glossary',
        description:
          'For practitioners and interpreters. Two terms and an optional note: no word of a patient belongs in it, and the consult is not written down. `joined`: the same pair waits already; `known`: the glossary has it.',
        body: newTermSuggestionSchema,
        answer: { status: 200, schema: suggestionOutcomeSchema },
        refusals: ['forbidden'],
      },
      async ({ body, viewer }) => suggestTerm(context, viewer, body),
    ),
    forSession(
      {
        method: 'get',
        path: '/api/term-suggestions',
        tag,
        summary: 'What was suggested and what became of it',
        description: 'All for those who decide; their own for those who suggested, with `mine`.',
        query: suggestionListQuerySchema,
        answer: { status: 200, schema: suggestionListSchema },
        refusals: ['forbidden'],
      },
      async ({ query: { status, mine, limit }, viewer }) => {
        refuseIf(mine ? refuseSuggesting(viewer) : refuseEditing(viewer));
        const by = mine ? viewer.personId : undefined;
        const rows = await listSuggestions(db, { status, by, limit });
        const data = mine ? undefined : (await readWordings(db)).data;
        return { items: await viewSuggestions(db, rows, data) };
      },
    ),
    forSession(
      {
        method: 'post',
        path: '/api/term-suggestions/:id/decision',
        tag,
        summary: 'Accept a suggestion as a new term, merge it into one, or decline it',
        description:
          'For the coordinators and administrators in Urumqi. What comes into the glossary by it is a draft until a native clinician signs.',
        params: z.object({ id: idSchema }),
        body: suggestionDecisionSchema,
        answer: { status: 200, schema: termSuggestionSchema },
        refusals: [
          'forbidden',
          'not_found',
          'status_transition_refused',
          'version_conflict',
          'wording_faulty',
        ],
      },
      async ({ params: { id }, body, viewer }) => decide(context, viewer, id, body),
    ),
  ];
}
