import type {
  CaptionSegment,
  JoinClaims,
  Language,
  RoomPermission,
  Source,
} from '@silkconsult/protocol';

/** What the room remembers of an identity, for as long as the room lives. */
export interface Standing {
  admitted: boolean;
  /** Was removed by a host: the permission to enter does not count any more. */
  removed: boolean;
  denials: number;
}

export const FRESH_STANDING: Standing = { admitted: false, removed: false, denials: 0 };

/** Someone turned away by mistake may ask again; someone turned away three times may not. */
const MAX_DENIALS = 3;

/** Whether an identity goes in, waits in the lobby, or is not even let into the lobby. */
export function entryOf(
  permissions: readonly RoomPermission[],
  standing: Standing,
): 'enter' | 'wait' | 'refuse' {
  if (standing.admitted) return 'enter';
  if (standing.denials >= MAX_DENIALS) return 'refuse';
  return permissions.includes('enter') && !standing.removed ? 'enter' : 'wait';
}

/** The permission that a source needs. */
export function permissionFor(source: Source): RoomPermission {
  return `produce:${source}`;
}

/** A reader gets a line in the language chosen for captions, and as it was spoken. */
export function readsSegment(
  segment: Pick<CaptionSegment, 'language' | 'spokenLanguage'>,
  captionLanguage: Language,
): boolean {
  return segment.language === captionLanguage || segment.language === segment.spokenLanguage;
}

/** An ended consult is over for all but those who could have ended it: they may open it again. */
export function mayReopen(permissions: readonly RoomPermission[]): boolean {
  return permissions.includes('endRoom');
}

/** The room of a rehearsal has one person in it, who sees and hears what comes back. */
export function isRehearsal({ permissions }: Pick<JoinClaims, 'permissions'>): boolean {
  return permissions.includes('echo');
}

export const LIMITS = {
  peersPerRoom: 30,
  waitingPerRoom: 50,
  chatKept: 200,
  captionsKept: 200,
  notificationsKept: 500,
} as const;
