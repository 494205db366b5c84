import type {
  CaptionSegment,
  JoinClaims,
  Language,
  RoomPermission,
  Source,
  SpeakerConsents,
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

/**
 * Whose words engines outside the hospital may have: of those present who said yes. Nobody's while
 * a patient of the consult has not (all speak of them, present or not), and nobody's while somebody
 * is in the room who said no: one microphone hears others, and one line quotes another.
 */
export function outsideSpeakers(
  { given, refused, patients }: SpeakerConsents['outsideEngines'],
  present: readonly string[],
): string[] {
  const agreed = patients.every((patient) => given.includes(patient));
  if (!agreed || present.some((peerId) => refused.includes(peerId))) return [];
  return present.filter((peerId) => given.includes(peerId));
}

export const LIMITS = {
  peersPerRoom: 30,
  waitingPerRoom: 50,
  chatKept: 200,
  captionsKept: 200,
  notificationsKept: 500,
} as const;
