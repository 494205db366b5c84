import type { PathMeasurement } from '@silkconsult/protocol';

/** The browser's counters of both directions at one moment (W3C webrtc-stats). */
export interface PathStats {
  sent: readonly Stat[];
  received: readonly Stat[];
}

/** One entry of a stats report; which fields it has depends on its type and on the browser. */
export interface Stat {
  id: string;
  type: string;
  timestamp: number;
  [field: string]: unknown;
}

const number = (stat: Stat | undefined, field: string): number => {
  const value = stat?.[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
};
const sum = (stats: readonly Stat[], type: string, field: string) =>
  stats.filter((stat) => stat.type === type).reduce((all, stat) => all + number(stat, field), 0);

/** The pair of addresses that the packets really take. */
function pairOf(stats: readonly Stat[]): Stat | undefined {
  const chosen = stats.find((stat) => stat.type === 'transport')?.selectedCandidatePairId;
  const pairs = stats.filter((stat) => stat.type === 'candidate-pair');
  return pairs.find((pair) => pair.id === chosen) ?? pairs.find((pair) => pair.nominated === true);
}

/**
 * What the path was like between two moments; undefined when nothing came back. Loss counts both
 * ways: what the server says it has not got of ours, and what we have not got of its echo.
 */
export function measure(before: PathStats, after: PathStats): PathMeasurement | undefined {
  const grown = (side: keyof PathStats, type: string, field: string) =>
    Math.max(0, sum(after[side], type, field) - sum(before[side], type, field));
  const ms = stamp(after.received) - stamp(before.received);
  const receivedBytes = grown('received', 'inbound-rtp', 'bytesReceived');
  if (ms <= 0 || receivedBytes === 0) return undefined;
  const kbps = (bytes: number) => Math.round((bytes * 8) / ms);
  const pair = pairOf(after.sent) ?? pairOf(after.received);
  const local = after.sent.find((stat) => stat.id === pair?.localCandidateId);
  const relayed = local?.candidateType === 'relay';
  const protocol = (relayed && local?.relayProtocol) || local?.protocol;
  return {
    seconds: Math.round(ms / 1000),
    sentKbps: kbps(grown('sent', 'outbound-rtp', 'bytesSent')),
    receivedKbps: kbps(receivedBytes),
    lossPercent: lossBothWays(grown),
    roundTripMs: roundTrip(after),
    jitterMs: Math.round(1000 * number(voiceOf(after), 'jitter')),
    picture: pictureOf(after),
    protocol: protocol === 'tcp' || protocol === 'tls' ? 'tcp' : 'udp',
    relayed,
  };
}

const inbound = (stats: PathStats) => stats.received.filter(({ type }) => type === 'inbound-rtp');

/**
 * The voice comes in even steps, so its jitter is the line's; a picture's packets come in bursts by
 * themselves, and count only where there is no voice.
 */
function voiceOf(stats: PathStats): Stat | undefined {
  const all = inbound(stats);
  return all.find(({ kind }) => kind === 'audio') ?? all.find(({ kind }) => kind === 'video');
}

function stamp(stats: readonly Stat[]): number {
  return Math.max(0, ...stats.map(({ timestamp }) => timestamp));
}

function lossBothWays(
  grown: (side: keyof PathStats, type: string, field: string) => number,
): number {
  const share = (lost: number, arrived: number) => (lost > 0 ? lost / (lost + arrived) : 0);
  const lostUp = grown('sent', 'remote-inbound-rtp', 'packetsLost');
  const sentUp = grown('sent', 'outbound-rtp', 'packetsSent');
  const up = share(lostUp, Math.max(0, sentUp - lostUp));
  const down = share(
    grown('received', 'inbound-rtp', 'packetsLost'),
    grown('received', 'inbound-rtp', 'packetsReceived'),
  );
  return Math.round(1000 * (1 - (1 - up) * (1 - down))) / 10;
}

function roundTrip(stats: PathStats): number {
  const pairs = [pairOf(stats.sent), pairOf(stats.received)];
  return Math.round(1000 * Math.max(...pairs.map((pair) => number(pair, 'currentRoundTripTime'))));
}

function pictureOf(stats: PathStats): PathMeasurement['picture'] {
  // A path that was prepared has an empty picture beside the real one.
  const video = inbound(stats).find((stat) => number(stat, 'frameHeight') > 0);
  if (!video) return undefined;
  return {
    width: number(video, 'frameWidth'),
    height: number(video, 'frameHeight'),
    framesPerSecond: Math.round(number(video, 'framesPerSecond')),
  };
}
