import { megabytes } from '../models/install.ts';

const WIDTH = 30;
const EVERY_MS = 100;

interface Terminal {
  isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Shows how far a download is: a bar on a terminal, a line for each tenth elsewhere.
 *
 * @returns what to call with each piece
 */
export function progressBar(
  terminal: Terminal,
  now: () => number = performance.now.bind(performance),
) {
  let shown = '';
  let shownMs = Number.NEGATIVE_INFINITY;
  return (name: string, done: number, total: number | undefined): void => {
    const part = total ? Math.min(1, done / total) : 0;
    const amount = total ? `${megabytes(done)} of ${megabytes(total)}` : megabytes(done);
    const over = total !== undefined && done >= total;
    if (!terminal.isTTY) {
      const line = `${name}: ${total ? `${Math.floor(part * 10) * 10} %` : megabytes(done)}`;
      if (line !== shown && (total || over)) terminal.write(`${line}\n`);
      shown = line;
      return;
    }
    if (!over && now() - shownMs < EVERY_MS) return;
    shownMs = now();
    const full = Math.round(part * WIDTH);
    const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`;
    terminal.write(`\r\x1b[K${name} ${bar} ${amount}${over ? '\n' : ''}`);
  };
}
