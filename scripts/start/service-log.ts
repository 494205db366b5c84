import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** The levels of pino that are for people, and those that tell why a service failed. */
const ATTENTION = new Set(['warn', 'error', 'fatal']);
const FAILURE = new Set(['error', 'fatal']);
const KEPT_BYTES = 10 * 1024 * 1024;

/**
 * Keeps what a service says in a file, and lets through to the terminal what needs attention.
 * While the services are still starting, their warnings about each other's absence do not.
 */
export class ServiceLog {
  readonly #name: string;
  readonly #file;
  readonly #say: (line: string) => void;
  #lastWords: string[] = [];

  /** Whether warnings are let through. */
  isOpen = false;

  constructor(name: string, path: string, say: (line: string) => void) {
    this.#name = name;
    this.#say = say;
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(path) && statSync(path).size > KEPT_BYTES) renameSync(path, `${path}.1`);
    this.#file = createWriteStream(path, { flags: 'a', mode: 0o600 });
  }

  /** Follows one output of the service to its end. */
  follow(output: Readable): void {
    createInterface({ input: output }).on('line', (line) => this.#take(line));
  }

  /** What the service said outside its log and its errors, since this was asked last. */
  takeLastWords(): string[] {
    const words = this.#lastWords;
    this.#lastWords = [];
    return words;
  }

  close(): void {
    this.#file.end();
  }

  #take(line: string): void {
    this.#file.write(`${line}\n`);
    const entry = parseEntry(line);
    if (!entry || FAILURE.has(entry.level)) {
      this.#lastWords = [...this.#lastWords, entry?.text ?? line].slice(-20);
    }
    if (entry && this.isOpen && ATTENTION.has(entry.level)) {
      this.#say(`${this.#name}: ${entry.text}`);
    }
  }
}

function parseEntry(line: string): { level: string; text: string } | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, msg, reason } = JSON.parse(line) as Record<string, unknown>;
    if (typeof level !== 'string') return undefined;
    return { level, text: [msg, reason].filter((part) => part !== undefined).join(': ') };
  } catch {
    return undefined;
  }
}
