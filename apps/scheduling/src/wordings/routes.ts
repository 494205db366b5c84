import { fileOf } from '@silkconsult/captions/wordings';
import { languageSchema, SIGNATURE_HEADER } from '@silkconsult/protocol';
import {
  entryIdSchema,
  newTermSchema,
  wordingChangeSchema,
  wordingEntrySchema,
  wordingHistorySchema,
  wordingKindSchema,
  wordingListQuerySchema,
  wordingListSchema,
  wordingOverlayAnswerSchema,
  wordingOverlayQuerySchema,
  wordingSignatureSchema,
} from '@silkconsult/protocol/wordings';
import { z } from 'zod';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { type Endpoint, forService, forSession } from '../http/endpoint.ts';
import { refuseIf } from '../http/refuse.ts';
import { addTerm, changeWording, showEntry, signWording, tellOverlay } from './commands.ts';
import { refuseEditing, refuseReading } from './rules/access.ts';
import { readWordings } from './state.ts';
import { viewHistory, viewList } from './view.ts';

const tag = 'Phrasebook and glossary';
const entryParams = z.object({ kind: wordingKindSchema, entryId: entryIdSchema });
const placeParams = entryParams.extend({ language: languageSchema });
const FILES = { phrase: 'phrasebook.json', term: 'glossary.json' };

export function wordingRoutes(context: Context): Endpoint[] {
  const { db, now } = context;
  return [
    forSession(
      {
        method: 'get',
        path: '/api/wordings',
        tag,
        summary: 'The sentences of the phrasebook or the terms of the glossary, with their review',
        description:
          'For the coordinators and administrators in Urumqi, and for practitioners and interpreters, who sign and suggest.',
        query: wordingListQuerySchema,
        answer: { status: 200, schema: wordingListSchema },
        refusals: ['forbidden'],
      },
      async ({ query, viewer }) => {
        refuseIf(refuseReading(viewer));
        return viewList(viewer, await readWordings(db), query);
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/wordings/:kind/file',
        tag,
        summary: 'The whole file with what was changed here, in the format in which it is shipped',
        params: z.object({ kind: wordingKindSchema }),
        answer: { status: 200, schema: z.looseObject({ version: z.string() }) },
        refusals: ['forbidden'],
      },
      async ({ params: { kind }, viewer, response }) => {
        refuseIf(refuseEditing(viewer));
        const { data } = await readWordings(db);
        await recordAudit(db, now(), viewer, 'export', 'wording');
        response.type('application/json');
        response.setHeader('cache-control', 'no-store');
        response.setHeader('content-disposition', `attachment; filename="${FILES[kind]}"`);
        response.send(fileOf(kind, data));
        return undefined;
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/wordings/:kind/:entryId',
        tag,
        summary: 'An entry in all its languages, with the state of each',
        params: entryParams,
        answer: { status: 200, schema: wordingEntrySchema },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ params, viewer }) => showEntry(db, viewer, params),
    ),
    forSession(
      {
        method: 'get',
        path: '/api/wordings/:kind/:entryId/history',
        tag,
        summary: 'Every version that an entry had here: what, by whom, when; the newest first',
        params: entryParams,
        answer: { status: 200, schema: wordingHistorySchema },
        refusals: ['forbidden'],
      },
      async ({ params: { kind, entryId }, viewer }) => {
        refuseIf(refuseReading(viewer));
        return viewHistory(db, kind, entryId);
      },
    ),
    forSession(
      {
        method: 'put',
        path: '/api/wordings/:kind/:entryId/:language',
        tag,
        summary: 'Change what an entry says in a language',
        description:
          'For the coordinators and administrators in Urumqi. The change is a draft until somebody else signs it; it is used in consults at once, marked as a draft. `wording_faulty` names in `params.fault` what the captions could not work with; `version_conflict` carries the `current` entry.',
        params: placeParams,
        body: wordingChangeSchema,
        answer: { status: 200, schema: wordingEntrySchema },
        refusals: ['forbidden', 'not_found', 'version_conflict', 'wording_faulty'],
      },
      async ({ params, body, viewer }) => changeWording(context, viewer, params, body),
    ),
    forSession(
      {
        method: 'post',
        path: '/api/wordings/:kind/:entryId/:language/signature',
        tag,
        summary: 'Sign a wording as reviewed by a native clinician',
        description:
          'For practitioners and interpreters who speak the language; not for who wrote or suggested it.',
        params: placeParams,
        body: wordingSignatureSchema,
        answer: { status: 200, schema: wordingEntrySchema },
        refusals: ['forbidden', 'not_found', 'status_transition_refused', 'version_conflict'],
      },
      async ({ params, body, viewer }) => signWording(context, viewer, params, body),
    ),
    forSession(
      {
        method: 'post',
        path: '/api/glossary-terms',
        tag,
        summary: 'Add a term to the glossary, in at least two languages',
        body: newTermSchema,
        answer: { status: 201, schema: wordingEntrySchema },
        refusals: ['forbidden', 'wording_faulty'],
      },
      async ({ body, viewer }) => addTerm(context, viewer, body),
    ),
    forService(
      {
        method: 'post',
        path: '/api/wording-overlay',
        tag: 'Services',
        summary: 'What is otherwise here than in the shipped phrasebook and glossary',
        description: `For signalling; signed by the header \`${SIGNATURE_HEADER}\`.`,
        body: wordingOverlayQuerySchema,
        answer: { status: 200, schema: wordingOverlayAnswerSchema },
        refusals: ['signature_invalid', 'malformed_message'],
      },
      async ({ body }) => ({ overlay: await tellOverlay(context, body.known) }),
    ),
  ];
}
