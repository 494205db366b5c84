import type { Language } from '@silkconsult/protocol';
import type { ReviewState } from '@silkconsult/protocol/wordings';
import { isUnreviewed } from '@silkconsult/protocol/wordings';
import type { Reason } from '../../rules/reason.ts';
import type { Viewer } from '../../rules/viewer.ts';

const FORBIDDEN: Reason = { code: 'forbidden' };

/** The wordings are everybody's in the network; those in Urumqi who run it change them. */
export function refuseEditing(viewer: Viewer): Reason | undefined {
  const may = viewer.role === 'coordinator' || viewer.role === 'admin';
  return may && viewer.organizationKind === 'urumqi' ? undefined : FORBIDDEN;
}

/** Those who may change wordings, and those who may sign or suggest them, see them. */
export function refuseReading(viewer: Viewer): Reason | undefined {
  return isClinician(viewer) ? undefined : refuseEditing(viewer);
}

/** Practitioners and interpreters hear what a glossary lacks. */
export function refuseSuggesting(viewer: Viewer): Reason | undefined {
  return isClinician(viewer) ? undefined : FORBIDDEN;
}

/** What a wording that is to be signed is, and who is behind it. */
export interface Signed {
  language: Language;
  review: ReviewState;
  /** Who wrote it, or suggested what stands in it. */
  authors: readonly string[];
}

/**
 * Why the viewer may not sign a wording as reviewed: a practitioner or interpreter who speaks its
 * language may, but nobody vouches for their own words.
 */
export function refuseSigning(
  viewer: Viewer,
  languages: readonly Language[],
  { language, review, authors }: Signed,
): Reason | undefined {
  const native = isClinician(viewer) && languages.includes(language);
  if (!native || authors.includes(viewer.personId)) return FORBIDDEN;
  return isUnreviewed(review) ? undefined : { code: 'status_transition_refused' };
}

function isClinician({ role }: Viewer): boolean {
  return role === 'practitioner' || role === 'interpreter';
}
