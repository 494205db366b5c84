import { useEffect } from 'react';

const EVERY_MS = 4000;

/** Two short tones, again and again; silent where the browser lets no page sound before a click. */
export function useRing(what: string): void {
  useEffect(() => {
    if (!what || typeof AudioContext === 'undefined') return;
    const context = new AudioContext();
    const tone = (after: number, frequency: number) => {
      const oscillator = context.createOscillator();
      const volume = context.createGain();
      const start = context.currentTime + after;
      oscillator.frequency.value = frequency;
      volume.gain.setValueAtTime(0.12, start);
      volume.gain.exponentialRampToValueAtTime(0.001, start + 0.28);
      oscillator.connect(volume).connect(context.destination);
      oscillator.start(start);
      oscillator.stop(start + 0.3);
    };
    const ring = () => {
      tone(0, 880);
      tone(0.32, 660);
    };
    ring();
    const timer = setInterval(ring, EVERY_MS);
    return () => {
      clearInterval(timer);
      void context.close();
    };
  }, [what]);
}
