const ROUND_MS = 3000;

let ringing = 0;
let silence: (() => void) | undefined;

/**
 * The sound of everything that rings: one, however many ring at once. Two tones, twice, every
 * three seconds: unlike the chime of the device check and every system sound.
 *
 * @returns ends it, for this caller
 */
export function ringBell(): () => void {
  if (typeof AudioContext === 'undefined') return () => {};
  silence ??= sound();
  ringing += 1;
  let rings = true;
  return () => {
    if (!rings) return;
    rings = false;
    ringing -= 1;
    if (ringing > 0) return;
    silence?.();
    silence = undefined;
  };
}

function sound(): () => void {
  const audio = new AudioContext();
  // A page that nobody has touched may not sound: it begins with the first touch or key.
  const unlock = () => void audio.resume().catch(() => {});
  const gestures = ['pointerdown', 'keydown'] as const;
  unlock();
  for (const gesture of gestures) addEventListener(gesture, unlock, { once: true });
  const round = () => {
    if (audio.state === 'running') playRound(audio);
  };
  audio.addEventListener('statechange', round, { once: true });
  round();
  const timer = setInterval(round, ROUND_MS);
  return () => {
    clearInterval(timer);
    for (const gesture of gestures) removeEventListener(gesture, unlock);
    void audio.close().catch(() => {});
  };
}

function playRound(audio: AudioContext): void {
  for (const [index, frequency] of [659.25, 880, 659.25, 880].entries()) {
    const at = audio.currentTime + 0.02 + index * 0.28;
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    oscillator.frequency.value = frequency;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(0.3, at + 0.03);
    gain.gain.exponentialRampToValueAtTime(0.001, at + 0.27);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(at);
    oscillator.stop(at + 0.28);
  }
}
