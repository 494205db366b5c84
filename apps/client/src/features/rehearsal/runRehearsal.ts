import type { Measurement } from '@silkconsult/protocol';
import { askRehearsalAdmission } from '../../api/endpoints.ts';
import { watchLevel } from '../../call/devices.ts';
import { CallSession } from '../../call/index.ts';
import { measure } from '../../call/measure.ts';
import { pause } from '../../call/pause.ts';
import { admissionOf } from '../room/admissionFor.ts';

const CONNECT_MS = 15_000;
/** Handshake and bandwidth estimation are not what the consult will be like. */
const WARM_UP_MS = 3000;
const MEASURE_SECONDS = 20;
/** The loudness at which a voice counts as heard, as in the device check. */
const HEARD = 0.25;

export interface RehearsalDevices {
  microphone: { state: string; track?: MediaStreamTrack };
  camera: { state: string; track?: MediaStreamTrack };
  speaker: Measurement['speaker'];
}

export interface RehearsalEvents {
  /** The own picture as it comes back. */
  onEcho(track: MediaStreamTrack): void;
  onSecondsLeft(seconds: number): void;
}

/**
 * The real way, for as long as it takes to judge it: a room of one's own on the real server, into
 * which the own tracks are sent and out of which they come back, through the very code of a consult.
 * What does not come about is a result as well; it never throws for a bad link.
 */
export async function runRehearsal(
  appointmentId: string,
  devices: RehearsalDevices,
  events: RehearsalEvents,
  signal: AbortSignal,
): Promise<Measurement> {
  const session = new CallSession({
    fetchAdmission: () => admissionOf(() => askRehearsalAdmission(appointmentId)),
    spokenLanguage: 'en',
    captionLanguage: 'en',
  });
  const { microphone, camera } = devices;
  let loudest = 0;
  const stopListening = microphone.track
    ? watchLevel(microphone.track, (level) => {
        loudest = Math.max(loudest, level);
      })
    : () => {};
  const close = () => session.close();
  signal.addEventListener('abort', close);
  try {
    // Clones: the call stops its tracks when it closes, the preview goes on.
    void session.tracks.use('microphone', microphone.track?.clone());
    void session.tracks.use('camera', camera.track?.clone());
    void session.enter();
    const path = (await echoes(session)) ? await measured(session, events, signal) : undefined;
    const silent = microphone.track && loudest < HEARD;
    return {
      camera: camera.track ? 'ok' : stateOf(camera.state),
      microphone: silent ? 'silent' : microphone.track ? 'ok' : stateOf(microphone.state),
      speaker: devices.speaker,
      path,
    };
  } finally {
    signal.removeEventListener('abort', close);
    stopListening();
    await session.leave();
  }
}

type DeviceState = Exclude<Measurement['camera'], 'ok'>;
const TROUBLES: readonly string[] = ['denied', 'missing', 'busy', 'insecure', 'failed'];

/** A camera that the person has turned off is none, for what a consult needs. */
function stateOf(state: string): DeviceState {
  return TROUBLES.includes(state) ? (state as DeviceState) : 'missing';
}

const echoOf = (session: CallSession) => {
  const { media, selfId } = session.state.get();
  return media[selfId ?? ''] ?? [];
};

/** Whether anything of what is sent comes back, within a patience that a slow line deserves. */
async function echoes(session: CallSession): Promise<boolean> {
  for (let waited = 0; waited < CONNECT_MS; waited += 100) {
    const { phase } = session.state.get();
    if (phase === 'failed' || phase === 'denied' || phase === 'ended') return false;
    if (phase === 'joined' && echoOf(session).length > 0) return true;
    await pause(100);
  }
  return false;
}

async function measured(session: CallSession, events: RehearsalEvents, signal: AbortSignal) {
  await pause(WARM_UP_MS);
  const before = await session.stats();
  for (let left = MEASURE_SECONDS; left > 0 && !signal.aborted; left -= 1) {
    const picture = echoOf(session).find(({ source }) => source === 'camera');
    if (picture) events.onEcho(picture.track);
    events.onSecondsLeft(left);
    await pause(1000);
  }
  const after = await session.stats();
  return before && after ? measure(before, after) : undefined;
}
