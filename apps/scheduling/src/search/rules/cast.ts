import type { Language, ParticipantRole } from '@silkconsult/protocol';
import type { ActorTime } from '../../availability/rules/freeTime.ts';
import type { Intervals } from '../../intervals/intervals.ts';

/** An actor who may take part, with the times at which the consult could begin for them. */
export interface Candidate extends ActorTime {
  id: string;
  name: string;
  role: ParticipantRole;
  languages: readonly Language[];
  languagePairs: readonly (readonly [Language, Language])[];
  /** Starts, not times: the consult fits from each of them to its end. */
  starts: Intervals;
  /** Minutes already held in the window. */
  load: number;
}

/** One place in the consult: any one of these fills it. */
export interface Part {
  role: ParticipantRole;
  /** Nobody was named: whoever can do it may. */
  open: boolean;
  anyOf: readonly Candidate[];
}

/** The steps down when nobody interprets the pair; each names its parts. */
export interface Rung {
  interpretation: 'none' | 'direct' | 'relay' | 'captions-only';
  interpreters: readonly Part[];
}
