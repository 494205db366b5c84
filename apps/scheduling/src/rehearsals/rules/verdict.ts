import type { Finding, Measurement, PathMeasurement, Verdict } from '@silkconsult/protocol';

/**
 * Where a link stops being good and where it stops being of use. Lost packets are asked for again
 * and voice is coded to survive them, so up to 10 % loss a consult is still understood; beyond
 * 800 ms there and back, people talk over each other; below 50 kbit/s not even the voice is left.
 */
const LIMITS = {
  lossPercent: { good: 2, usable: 10 },
  roundTripMs: { good: 300, usable: 800 },
  jitterMs: { good: 50, usable: 200 },
  receivedKbps: { good: 300, usable: 50 },
  pictureHeight: 240,
} as const;

interface Judged {
  finding: Finding;
  fails: boolean;
}

/** What came of a rehearsal, from what was measured and nothing else. */
export function judge(measurement: Measurement): { verdict: Verdict; findings: Finding[] } {
  const judged = [...judgeDevices(measurement), ...judgePath(measurement)];
  let verdict: Verdict = 'good';
  if (judged.length > 0) verdict = judged.some(({ fails }) => fails) ? 'unusable' : 'usable';
  return { verdict, findings: judged.map(({ finding }) => finding) };
}

/** Without a picture one can still talk; without being heard or hearing there is no consult. */
function judgeDevices({ microphone, camera, speaker }: Measurement): Judged[] {
  const judged: Judged[] = [];
  if (microphone === 'silent') judged.push({ finding: 'microphone-silent', fails: true });
  else if (microphone !== 'ok') judged.push({ finding: 'no-microphone', fails: true });
  if (camera !== 'ok') judged.push({ finding: 'no-camera', fails: false });
  if (speaker === 'not-heard') judged.push({ finding: 'speaker-silent', fails: true });
  if (speaker === 'untested') judged.push({ finding: 'speaker-untested', fails: false });
  return judged;
}

function judgePath({ path, camera }: Measurement): Judged[] {
  if (!path) return [{ finding: 'no-path', fails: true }];
  const over = (finding: Finding, value: number, limit: { good: number; usable: number }) =>
    value > limit.good ? [{ finding, fails: value > limit.usable }] : [];
  return [
    ...over('loss', path.lossPercent, LIMITS.lossPercent),
    ...over('delay', path.roundTripMs, LIMITS.roundTripMs),
    ...over('jitter', path.jitterMs, LIMITS.jitterMs),
    ...judgeRate(path, camera === 'ok'),
    ...(path.protocol === 'tcp' ? [{ finding: 'tcp' as const, fails: false }] : []),
  ];
}

/** Only a camera can fill the link: without one a low rate says nothing. */
function judgeRate({ receivedKbps, picture }: PathMeasurement, withCamera: boolean): Judged[] {
  if (!withCamera) return [];
  const { good, usable } = LIMITS.receivedKbps;
  if (receivedKbps < good) return [{ finding: 'slow', fails: receivedKbps < usable }];
  const small = !picture || picture.height < LIMITS.pictureHeight;
  return small ? [{ finding: 'small-picture', fails: false }] : [];
}
