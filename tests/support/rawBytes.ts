import { once } from 'node:events';
import { connect } from 'node:net';

const PATIENCE_MS = 2_000;

/** Sends bytes to the server's port as they are, and waits until either side has had enough. */
export async function sendBytes(port: number, bytes: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.setTimeout(PATIENCE_MS, () => socket.destroy());
  socket.end(Buffer.from(bytes, 'latin1'));
  socket.resume();
  await once(socket, 'close').catch(() => {});
}

/** Opens a connection as socket.io would and sends one frame that socket.io would not. */
export async function sendFrame(
  url: string,
  frame: string | Uint8Array<ArrayBuffer>,
): Promise<void> {
  const address = `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address);
  const closed = new Promise((resolve) => socket.addEventListener('close', resolve));
  socket.addEventListener('error', () => {});
  await new Promise((resolve) => {
    socket.addEventListener('message', resolve, { once: true });
    void closed.then(resolve);
  });
  if (socket.readyState === WebSocket.OPEN) socket.send(frame);
  const timer = setTimeout(() => socket.close(), PATIENCE_MS / 4);
  await closed;
  clearTimeout(timer);
}
