/** What rings: who sees it can go to the page that answers it, or silence it. */
export interface Call {
  /** The same call does not ring twice. */
  id: string;
  title: string;
  /** The language of the title. */
  language?: string;
  /** The page of the client that answers it. */
  path: string;
}

const LONGEST_MS = 60_000;
const ROUND_MS = 3000;

let current: Call | undefined;
let silence: (() => void) | undefined;
const seen = new Set<string>();
const listeners = new Set<() => void>();

function change(call: Call | undefined): void {
  current = call;
  for (const listener of listeners) listener();
}

/** Two tones, twice, every three seconds: unlike the chime of the device check and every system sound. */
function sound(): () => void {
  if (typeof AudioContext === 'undefined') return () => {};
  const audio = new AudioContext();
  // A page that nobody has touched may not sound; the dialog and its title still show the call.
  void audio.resume().catch(() => {});
  const round = () => {
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
  };
  round();
  const timer = setInterval(round, ROUND_MS);
  return () => {
    clearInterval(timer);
    void audio.close().catch(() => {});
  };
}

/** Rings until somebody opens or silences it, for a minute at most. A call that rang stays silent. */
export function startRinging(call: Call): void {
  if (seen.has(call.id)) return;
  seen.add(call.id);
  stopRinging();
  const hush = sound();
  const timer = setTimeout(stopRinging, LONGEST_MS);
  silence = () => {
    hush();
    clearTimeout(timer);
  };
  change(call);
}

export function stopRinging(): void {
  silence?.();
  silence = undefined;
  if (current) change(undefined);
}

/** For React: `useSyncExternalStore(onRingingChange, ringingCall)`. */
export function onRingingChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const ringingCall = (): Call | undefined => current;
