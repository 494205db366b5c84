/** A thread that owns one pocketsphinx decoder: its calls block for as long as they decode. */
import type { MessagePort } from 'node:worker_threads';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { agreedChars, tidyEnglish } from './englishText.ts';
import { openSphinxDecoder } from './sphinxLibrary.ts';
import type { FromDecoder, SphinxWorkerData, ToDecoder } from './sphinxMessages.ts';

/** A new partial at most this often: half a word at normal pace. */
const PARTIAL_EVERY_SAMPLES = 16_000 * 0.32;

function run(port: MessagePort, { model, domain, warmUp }: SphinxWorkerData): void {
  const decoder = openSphinxDecoder({ model, domain });
  decoder.startUtterance();
  decoder.process(warmUp);
  decoder.endUtterance();

  let samples = 0;
  let partialAt = 0;
  let shown = '';
  const post = (message: FromDecoder) => port.postMessage(message);

  const handle = (message: ToDecoder, behind: boolean) => {
    const { job } = message;
    if (message.type === 'begin') {
      samples = 0;
      partialAt = 0;
      shown = '';
      decoder.startUtterance();
    } else if (message.type === 'audio') {
      decoder.process(message.pcm);
      samples += message.pcm.length;
      // Finals outrank partials: while sound is waiting, none is made.
      if (behind || samples - partialAt < PARTIAL_EVERY_SAMPLES) return;
      partialAt = samples;
      const text = tidyEnglish(decoder.hypothesis());
      post({ type: 'progress', job, samples });
      if (text !== '' && text !== shown) {
        post({ type: 'partial', job, text, stableChars: agreedChars(shown, text) });
      }
      shown = text;
    } else {
      decoder.endUtterance();
      post({ type: 'final', job, text: tidyEnglish(decoder.hypothesis()) });
    }
  };

  port.on('message', (first: ToDecoder) => {
    let message: ToDecoder | undefined = first;
    while (message) {
      const next: { message: ToDecoder } | undefined = receiveMessageOnPort(port);
      handle(message, next !== undefined);
      message = next?.message;
    }
  });
  post({ type: 'loaded' });
}

if (parentPort) run(parentPort, workerData as SphinxWorkerData);
