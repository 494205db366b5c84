import type { CaptionLine } from './captions.ts';

/** Lines at once: who reads more misses the faces above. */
export const PLACES = 2;

/**
 * No line waits longer than this for its place. Six seconds are about one utterance (segments are
 * cut at 6 to 8 s): who sees the words later than that can no longer tell which face said them.
 */
export const LONGEST_WAIT_MS = 6000;

/** After an interruption so many lines are still shown one after the other; older ones are in the list. */
export const LONGEST_QUEUE = 6;

const BREATH_MS = 3000;
const SHORTEST_STAY_MS = 4000;
const SHORTEST_READING_MS = 1000;

interface Place {
  segmentId: string;
  /** When its words last changed. */
  changedAt: number;
  /** When a reader is through with them. */
  readBy: number;
}

interface Waiting {
  segmentId: string;
  since: number;
}

interface Words {
  text: string;
  language: string;
  corrected: boolean;
}

/** What stands in the band, what waits for a place, and when to look again. */
export interface Pace {
  places: readonly Place[];
  waiting: readonly Waiting[];
  wakeAt?: number;
  /** The words of every line when they were last looked at. */
  known?: ReadonlyMap<string, Words>;
}

/** About 17 characters a second, Chinese 9. */
export function readingMs(characters: number, language: string): number {
  return (characters / (language === 'zh-CN' ? 9 : 17)) * 1000;
}

/**
 * Gives each line the time that it takes to read. A line keeps its place until it has been read;
 * the next one waits for that, at most `LONGEST_WAIT_MS`, then takes the place of the oldest. Where
 * more are overdue than there are places, the newest are shown: the list holds all of them.
 *
 * Words that were read while they grew count once: "Take" → "Take two tablets" gives time for
 * " two tablets" more. A line that has left comes back when its words become others, so that a
 * corrected dose is seen by those who keep the list closed.
 */
export function pace(before: Pace, lines: readonly CaptionLine[], now: number): Pace {
  const byId = new Map(lines.map((line) => [line.segmentId, line]));
  const known = new Map(lines.map((line) => [line.segmentId, wordsOf(line)]));
  let places = before.places
    .filter(({ segmentId }) => byId.has(segmentId))
    .map((place) => follow(place, before.known?.get(place.segmentId), known, now))
    .filter(
      (place) => byId.get(place.segmentId)?.shown.state === 'partial' || leavesAt(place) > now,
    );
  const standing = new Set(before.places.map(({ segmentId }) => segmentId));
  let waiting = before.waiting.filter(({ segmentId }) => byId.has(segmentId));
  const queued = new Set(waiting.map(({ segmentId }) => segmentId));
  const arrived = before.known
    ? arrivals(before.known, lines).filter((id) => !standing.has(id) && !queued.has(id))
    : lines.slice(-PLACES).map(({ segmentId }) => segmentId); // what was said before we came
  waiting = [...waiting, ...arrived.map((segmentId) => ({ segmentId, since: now }))];
  waiting = waiting.slice(-LONGEST_QUEUE);

  const overdue = waiting.filter(({ since }) => now - since >= LONGEST_WAIT_MS);
  const skipped = new Set(overdue.slice(0, -PLACES));
  waiting = waiting.filter((one) => !skipped.has(one));
  while (waiting.length > 0) {
    const [next, ...others] = waiting;
    if (!next) break;
    if (places.length === PLACES) {
      const late = now - next.since >= LONGEST_WAIT_MS;
      const leaving = late
        ? places[0]
        : places.find(
            ({ segmentId, readBy }) =>
              readBy <= now && byId.get(segmentId)?.shown.state !== 'partial',
          );
      if (!leaving) break;
      places = places.filter((place) => place !== leaving);
    }
    places = [...places, enter(next.segmentId, known, now)];
    waiting = others;
  }
  return { places, waiting, known, wakeAt: wakeAt(places, waiting, byId) };
}

function wordsOf({ shown, textLanguage }: CaptionLine): Words {
  return { text: shown.text, language: textLanguage, corrected: shown.state === 'corrected' };
}

/** Lines that nobody has seen yet: new ones, fresh ones with other words, and corrections of any age. */
function arrivals(known: ReadonlyMap<string, Words>, lines: readonly CaptionLine[]): string[] {
  return lines
    .filter((line, index) => {
      const words = known.get(line.segmentId);
      if (!words) return true;
      const now = wordsOf(line);
      if (words.text === now.text) return false;
      // Another caption language gives all the old lines other words: that is no news.
      const corrected = now.corrected && words.language === now.language;
      return corrected || index >= lines.length - 2 * PLACES;
    })
    .map(({ segmentId }) => segmentId);
}

function enter(segmentId: string, known: ReadonlyMap<string, Words>, now: number): Place {
  const { text = '', language = '' } = known.get(segmentId) ?? {};
  const reading = Math.max(SHORTEST_READING_MS, readingMs(text.length, language));
  return { segmentId, changedAt: now, readBy: now + reading };
}

function follow(
  place: Place,
  words: Words | undefined,
  known: ReadonlyMap<string, Words>,
  now: number,
): Place {
  const next = known.get(place.segmentId);
  if (!next || !words || words.text === next.text) return place;
  const added = next.text.length - commonStart(words.text, next.text);
  const reading = readingMs(added, next.language);
  return { ...place, changedAt: now, readBy: Math.max(place.readBy, now) + reading };
}

function commonStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** Where nobody waits, a line stays a breath longer than it takes to read. */
function leavesAt({ changedAt, readBy }: Place): number {
  return Math.max(changedAt + SHORTEST_STAY_MS, readBy + BREATH_MS);
}

function wakeAt(
  places: readonly Place[],
  waiting: readonly Waiting[],
  byId: ReadonlyMap<string, CaptionLine>,
): number | undefined {
  const finished = places.filter(({ segmentId }) => byId.get(segmentId)?.shown.state !== 'partial');
  const times = finished.map(leavesAt);
  if (waiting.length > 0) {
    times.push(...finished.map(({ readBy }) => readBy));
    times.push(...waiting.map(({ since }) => since + LONGEST_WAIT_MS));
  }
  return times.length > 0 ? Math.min(...times) : undefined;
}
