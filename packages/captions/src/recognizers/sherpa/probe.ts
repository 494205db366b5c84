/** The throw-away child of `check.ts`: loads one model, lets it hear a clip of speech, and ends. */
import type { OfflineRecognizerConfig, OnlineRecognizerConfig } from 'sherpa-onnx-node';
import { sherpa } from '../../audio/sherpaLibrary.ts';
import { selfTestSpeech } from '../../audio/vad.ts';
import type { ModelToTry } from './check.ts';

function offlineText(config: OfflineRecognizerConfig): string {
  const recognizer = new (sherpa().OfflineRecognizer)(config);
  const stream = recognizer.createStream();
  stream.acceptWaveform({ sampleRate: 16_000, samples: selfTestSpeech() });
  recognizer.decode(stream);
  return recognizer.getResult(stream).text;
}

function onlineText(config: OnlineRecognizerConfig): string {
  const recognizer = new (sherpa().OnlineRecognizer)(config);
  const stream = recognizer.createStream();
  stream.acceptWaveform({ sampleRate: 16_000, samples: selfTestSpeech() });
  stream.inputFinished();
  while (recognizer.isReady(stream)) recognizer.decode(stream);
  return recognizer.getResult(stream).text;
}

process.on('message', ({ kind, config }: ModelToTry) => {
  const text = kind === 'online' ? onlineText(config) : offlineText(config);
  process.send?.({ works: typeof text === 'string' }, () => process.exit(0));
});
process.on('disconnect', () => process.exit(0));
