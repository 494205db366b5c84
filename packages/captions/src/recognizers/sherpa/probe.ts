/** The throw-away child of `check.ts`: loads one model, lets it hear a clip of speech, and ends. */
import type { OfflineRecognizerConfig } from 'sherpa-onnx-node';
import { sherpa } from '../../audio/sherpaLibrary.ts';
import { selfTestSpeech } from '../../audio/vad.ts';

process.on('message', (config: OfflineRecognizerConfig) => {
  const recognizer = new (sherpa().OfflineRecognizer)(config);
  const stream = recognizer.createStream();
  stream.acceptWaveform({ sampleRate: 16_000, samples: selfTestSpeech() });
  recognizer.decode(stream);
  const { text } = recognizer.getResult(stream);
  process.send?.({ works: typeof text === 'string' }, () => process.exit(0));
});
process.on('disconnect', () => process.exit(0));
