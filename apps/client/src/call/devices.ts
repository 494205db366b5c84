/** Why a camera or microphone is not there, in words that a person can act on. */
export type DeviceTrouble = 'denied' | 'missing' | 'busy' | 'insecure' | 'failed';

export interface DeviceChoice {
  cameraId?: string;
  microphoneId?: string;
}

export type Captured = { track: MediaStreamTrack } | { trouble: DeviceTrouble };

/** Maps the browser's exception names (W3C Media Capture, section 10.2) to what to tell the person. */
export function troubleOf(error: unknown): DeviceTrouble {
  const name = (error as { name?: unknown } | undefined)?.name;
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'failed';
}

function mediaDevices(): MediaDevices | undefined {
  // Absent on plain http addresses, whatever lib.dom says.
  return (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
}

async function capture(constraints: MediaStreamConstraints): Promise<Captured> {
  const devices = mediaDevices();
  if (!devices) return { trouble: globalThis.isSecureContext ? 'failed' : 'insecure' };
  try {
    const stream = await devices.getUserMedia(constraints);
    const [track] = stream.getTracks();
    return track ? { track } : { trouble: 'missing' };
  } catch (error) {
    return { trouble: troubleOf(error) };
  }
}

export function captureMicrophone(deviceId?: string): Promise<Captured> {
  return capture({
    audio: {
      ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
    },
  });
}

export function captureCamera(deviceId?: string): Promise<Captured> {
  return capture({
    video: {
      ...(deviceId ? { deviceId: { exact: deviceId } } : { facingMode: 'user' }),
      width: { ideal: 1280 },
      height: { ideal: 720 },
      frameRate: { ideal: 24, max: 30 },
    },
  });
}

/**
 * Camera and microphone with one question to the person where both are there; each on its own
 * where they are not, so that a missing camera never costs the voice.
 */
export async function captureBoth(
  choice: DeviceChoice = {},
): Promise<{ microphone: Captured; camera: Captured }> {
  const devices = mediaDevices();
  if (devices) {
    try {
      const stream = await devices.getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
        video: {
          facingMode: 'user',
          width: { ideal: 1280 },
          height: { ideal: 720 },
          frameRate: { ideal: 24, max: 30 },
        },
      });
      const [audio] = stream.getAudioTracks();
      const [video] = stream.getVideoTracks();
      if (audio && video) return { microphone: { track: audio }, camera: { track: video } };
    } catch {
      // Each alone tells which of the two it was.
    }
  }
  const microphone = await captureMicrophone(choice.microphoneId);
  const camera = await captureCamera(choice.cameraId);
  return { microphone, camera };
}

export async function listDevices(kind: MediaDeviceKind): Promise<MediaDeviceInfo[]> {
  const all = (await mediaDevices()?.enumerateDevices()) ?? [];
  // Before permission browsers list devices without id: nothing to choose from yet.
  return all.filter((device) => device.kind === kind && device.deviceId !== '');
}

export function onDevicesChanged(listener: () => void): () => void {
  const devices = mediaDevices();
  devices?.addEventListener('devicechange', listener);
  return () => devices?.removeEventListener('devicechange', listener);
}

/**
 * Measures the loudness of a track until stopped.
 *
 * @param onLevel 0 (silence) to 1, about twelve times a second, with the eye's logarithm applied
 */
export function watchLevel(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  const context = new AudioContext();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    onLevel(loudness(samples));
  }, 80);
  void context.resume().catch(() => {});
  return () => {
    clearInterval(timer);
    source.disconnect();
    void context.close().catch(() => {});
  };
}

/** −60 dB and below is 0, −6 dB and above is 1. */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const rms = Math.sqrt(sum / Math.max(1, samples.length));
  const decibels = 20 * Math.log10(Math.max(rms, 1e-6));
  return Math.min(1, Math.max(0, (decibels + 60) / 54));
}

/** A soft two-note sound: for the loudspeaker test, and for the host when somebody comes to wait. */
export async function playChime(): Promise<void> {
  const context = new AudioContext();
  await context.resume().catch(() => {});
  const start = context.currentTime + 0.02;
  for (const [index, frequency] of [523.25, 783.99].entries()) {
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    oscillator.type = 'sine';
    oscillator.frequency.value = frequency;
    const at = start + index * 0.22;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(0.22, at + 0.03);
    gain.gain.exponentialRampToValueAtTime(0.001, at + 0.7);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(at);
    oscillator.stop(at + 0.75);
  }
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await context.close().catch(() => {});
}
