/**
 * Phrasebook and glossary as they are edited. Not part of the index: only the editor's pages load it.
 */
import { z } from 'zod';
import type { Language } from '../languages.ts';
import { languageSchema } from '../languages.ts';
import { idSchema, instantSchema, typedText } from '../primitives.ts';

/** A sentence of the phrasebook, or a term of the glossary. */
export const wordingKindSchema = z.enum(['phrase', 'term']).meta({ id: 'WordingKind' });
export type WordingKind = z.infer<typeof wordingKindSchema>;

/**
 * Who has vouched for a wording: its native author; nobody yet, where a machine or a person
 * drafted it; a native clinician by signature.
 */
export const reviewStateSchema = z
  .enum(['native', 'machine-drafted', 'drafted', 'reviewed'])
  .meta({ id: 'ReviewState' });
export type ReviewState = z.infer<typeof reviewStateSchema>;

/** Nobody who speaks the language has vouched for it. */
export function isUnreviewed(state: ReviewState): boolean {
  return state === 'machine-drafted' || state === 'drafted';
}

export const TERM_DOMAINS = [
  'anatomy',
  'symptom',
  'disease',
  'procedure',
  'drug',
  'unit',
  'traditional',
] as const;
export const termDomainSchema = z.enum(TERM_DOMAINS).meta({ id: 'TermDomain' });
export type TermDomain = z.infer<typeof termDomainSchema>;

/** The lists beside its text that a wording has, by kind. */
export const WORDING_LISTS = {
  phrase: ['variants'],
  term: ['synonyms', 'ambiguous', 'stems', 'forms'],
} as const;
export type WordingList = (typeof WORDING_LISTS)[WordingKind][number];

const list = z.array(typedText(300)).max(60).optional();

/** What an entry says in one language. Which lists it may have depends on the kind of the entry. */
export const wordingSchema = z
  .strictObject({
    text: typedText(300),
    variants: list,
    synonyms: list,
    ambiguous: list,
    stems: list,
    forms: list,
  })
  .meta({ id: 'Wording' });
export type Wording = z.infer<typeof wordingSchema>;

export const entryIdSchema = z.string().regex(/^[a-zA-Z]{1,60}(?:\.[a-zA-Z]{1,60})?$/);

/** Everything of the phrasebook and the glossary that is otherwise here than in the shipped files. */
export const wordingOverlaySchema = z.object({
  /** Rises with every change; 0 for none. Each of the two files has its own. */
  revision: z.object({ phrase: z.number().int().min(0), term: z.number().int().min(0) }),
  addedTerms: z.array(z.object({ id: entryIdSchema, domain: termDomainSchema })),
  wordings: z.array(
    z.object({
      kind: wordingKindSchema,
      entryId: entryIdSchema,
      language: languageSchema,
      wording: wordingSchema,
      review: reviewStateSchema,
    }),
  ),
});
export type WordingOverlay = z.infer<typeof wordingOverlaySchema>;

export const NO_OVERLAY: WordingOverlay = {
  revision: { phrase: 0, term: 0 },
  addedTerms: [],
  wordings: [],
};

/** Signalling asks whether there is anything newer than what it has. */
export const wordingOverlayQuerySchema = z.object({
  known: wordingOverlaySchema.shape.revision.optional(),
});
export const wordingOverlayAnswerSchema = z.object({
  /** Absent when it is what is known. */
  overlay: wordingOverlaySchema.optional(),
});

/** What can be wrong with a wording; the page has a sentence for each. */
export const WORDING_FAULTS = [
  'unreadable',
  'slotsDiffer',
  'strayBrace',
  'unknownSlot',
  'unknownForm',
  'sameAs',
  'strangeLetters',
  'misread',
  'hidden',
] as const;
export const wordingFaultSchema = z.object({
  code: z.enum(WORDING_FAULTS),
  entryId: z.string(),
  language: languageSchema.optional(),
  /** The slots expected, the words at fault, or the other entry. */
  detail: z.string(),
});
export type WordingFault = z.infer<typeof wordingFaultSchema>;

const person = z.object({ id: idSchema, name: z.string() });

/** A wording as the editor shows it. */
export const shownWordingSchema = z.object({
  wording: wordingSchema,
  review: reviewStateSchema,
  /** 0 for what was shipped; rises with every edit and signature here. */
  version: z.number().int().min(0),
  /** Who wrote or signed this version, and when; absent for what was shipped. */
  by: person.optional(),
  at: instantSchema.optional(),
  /** Whether the reader may sign it as it stands. */
  maySign: z.boolean(),
});
export type ShownWording = z.infer<typeof shownWordingSchema>;

export const wordingEntrySchema = z.object({
  kind: wordingKindSchema,
  id: entryIdSchema,
  /** The topic of a sentence or the domain of a term. */
  topic: z.string(),
  /** Made here; not in the shipped files. */
  added: z.boolean(),
  languages: z.partialRecord(languageSchema, shownWordingSchema),
  mayEdit: z.boolean(),
});
export type WordingEntry = z.infer<typeof wordingEntrySchema>;

export const wordingListQuerySchema = z.object({
  kind: wordingKindSchema,
  /** Words that the entry must hold, in any language, or a part of its id. */
  search: z.string().trim().max(100).optional(),
  topic: z.string().max(60).optional(),
  language: languageSchema.optional(),
  /** Of the language, or of any. */
  review: reviewStateSchema.or(z.literal('missing')).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});
export type WordingListQuery = z.input<typeof wordingListQuerySchema>;

export const wordingListSchema = z.object({
  items: z.array(
    z.object({
      id: entryIdSchema,
      topic: z.string(),
      texts: z.partialRecord(languageSchema, z.string()),
      review: z.partialRecord(languageSchema, reviewStateSchema),
    }),
  ),
  /** How many there are with this search and filter. */
  total: z.number().int(),
  /** How many wordings of the whole file stand in each state, by language. */
  progress: z.partialRecord(languageSchema, z.partialRecord(reviewStateSchema, z.number().int())),
  topics: z.array(z.string()),
  /** Of the file: who answers for it, and what is used now. */
  owner: z.string(),
  version: z.string(),
  mayEdit: z.boolean(),
});
export type WordingListAnswer = z.infer<typeof wordingListSchema>;

export const wordingChangeSchema = z.object({
  /** The version that was edited. */
  version: z.number().int().min(0),
  wording: wordingSchema,
});
export type WordingChange = z.infer<typeof wordingChangeSchema>;

export const wordingSignatureSchema = wordingChangeSchema.pick({ version: true });

export const wordingHistorySchema = z.object({
  items: z.array(
    z.object({
      language: languageSchema,
      version: z.number().int(),
      wording: wordingSchema,
      review: reviewStateSchema,
      by: person,
      at: instantSchema,
    }),
  ),
});
export type WordingHistory = z.infer<typeof wordingHistorySchema>;

/** At least two languages: a pair is of use at once, the others may follow. */
export const newTermSchema = z.object({
  domain: termDomainSchema,
  wordings: z
    .partialRecord(languageSchema, wordingSchema)
    .refine((wordings) => Object.keys(wordings).length >= 2, 'at_least_two'),
});
export type NewTerm = z.infer<typeof newTermSchema>;

const termSide = z.object({ language: languageSchema, text: typedText(80) });

/** A pair of terms that somebody in a consult misses: two terms, and no word of a patient. */
export const newTermSuggestionSchema = z
  .object({ source: termSide, target: termSide, note: typedText(200).optional() })
  .refine(({ source, target }) => source.language !== target.language, {
    error: 'same_language',
    path: ['target', 'language'],
  });
export type NewTermSuggestion = z.infer<typeof newTermSuggestionSchema>;

export const suggestionStatusSchema = z.enum(['open', 'accepted', 'merged', 'declined']);
export type SuggestionStatus = z.infer<typeof suggestionStatusSchema>;

export const termSuggestionSchema = z.object({
  id: idSchema,
  source: termSide,
  target: termSide,
  status: suggestionStatusSchema,
  /** Who made it first, and all who did; more than one where it was made again. */
  by: z.array(person.extend({ note: z.string().optional(), at: instantSchema })),
  /** The entry that it went into. */
  entryId: entryIdSchema.optional(),
  /** Why it was declined. */
  reason: z.string().optional(),
  decidedBy: person.optional(),
  decidedAt: instantSchema.optional(),
  /** Entries of the glossary that hold one of the two terms. */
  similar: z.array(
    z.object({ id: entryIdSchema, texts: z.partialRecord(languageSchema, z.string()) }),
  ),
});
export type TermSuggestion = z.infer<typeof termSuggestionSchema>;

/** What became of it at once: the same pair may be waiting already, or stand in the glossary. */
export const suggestionOutcomeSchema = z.object({
  outcome: z.enum(['queued', 'joined', 'known']),
});
export type SuggestionOutcome = z.infer<typeof suggestionOutcomeSchema>;

export const suggestionListQuerySchema = z.object({
  status: suggestionStatusSchema.optional(),
  mine: z.stringbool().default(false),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const suggestionListSchema = z.object({ items: z.array(termSuggestionSchema) });

export const suggestionDecisionSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('accepted'), term: newTermSchema }),
  z.object({
    outcome: z.literal('merged'),
    entryId: entryIdSchema,
    /** The wordings that the entry gets by it, each at the version that was edited. */
    changes: z.partialRecord(languageSchema, wordingChangeSchema),
  }),
  z.object({ outcome: z.literal('declined'), reason: typedText(300) }),
]);
export type SuggestionDecision = z.infer<typeof suggestionDecisionSchema>;

/** The key of a wording where languages of entries stand side by side. */
export const wordingKey = (entryId: string, language: Language) => `${entryId} ${language}`;
