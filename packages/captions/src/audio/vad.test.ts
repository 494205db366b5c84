import { expect, it } from '@jest/globals';
import { createVoiceDetector, selfTestVoiceDetector } from './vad.ts';

it('the voice detector hears its test speech and does not hear silence', () => {
  expect(selfTestVoiceDetector()).toBe(true);
});

it('a detector without its model fails the self-test instead of staying silent', () => {
  expect(selfTestVoiceDetector(() => createVoiceDetector('/nowhere/silero.onnx'))).toBe(false);
  expect(selfTestVoiceDetector(() => ({ accept: () => false, reset: () => undefined }))).toBe(
    false,
  );
  expect(selfTestVoiceDetector(() => ({ accept: () => true, reset: () => undefined }))).toBe(false);
});
