export interface ServerSentMessage {
  id?: string;
  event?: string;
  data: string;
}

/** Reads a `text/event-stream` body message by message (WHATWG HTML, section 9.2.6). */
export async function* serverSentEvents(
  body: ReadableStream<Uint8Array> | null,
): AsyncGenerator<ServerSentMessage> {
  if (!body) return;
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).replaceAll('\r\n', '\n').split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const message = parseBlock(block);
        if (message) yield message;
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function parseBlock(block: string): ServerSentMessage | undefined {
  const message: ServerSentMessage = { data: '' };
  let filled = false;
  for (const line of block.split('\n')) {
    if (line === '' || line.startsWith(':')) continue;
    const at = line.indexOf(':');
    const field = at < 0 ? line : line.slice(0, at);
    const value = at < 0 ? '' : line.slice(at + 1).replace(/^ /, '');
    if (field === 'data') message.data += message.data ? `\n${value}` : value;
    else if (field === 'id') message.id = value;
    else if (field === 'event') message.event = value;
    filled = true;
  }
  return filled ? message : undefined;
}
