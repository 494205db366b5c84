import { expect, it } from '@jest/globals';
import { serverSentEvents } from './parse.ts';

async function read(...chunks: string[]) {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
  const messages = [];
  for await (const message of serverSentEvents(body)) messages.push(message);
  return messages;
}

it('reads messages that arrive in pieces', async () => {
  expect(await read('id: 7\nda', 'ta: {"a":1}\n', '\nid: 8\ndata: x\n\n')).toEqual([
    { id: '7', data: '{"a":1}' },
    { id: '8', data: 'x' },
  ]);
});

it('passes over heartbeats and keeps names', async () => {
  expect(await read(': heartbeat\n\nevent: ready\nid: 1\ndata: {}\n\n')).toEqual([
    { id: '1', event: 'ready', data: '{}' },
  ]);
});

it('does not take an unfinished message for a whole one', async () => {
  expect(await read('id: 9\ndata: half')).toEqual([]);
});
