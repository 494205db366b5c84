import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EncounterReport } from '@silkconsult/protocol';
import { encounterReportSchema, idSchema } from '@silkconsult/protocol';
import type { Logger } from '@silkconsult/service-kit';
import { z } from 'zod';
import type { FactStore } from './encounters.ts';
import { OpenReports } from './openReports.ts';

/** One line of the file. */
const lineSchema = z.union([
  z.object({ report: encounterReportSchema }),
  /** Everything up to this report has been delivered. By id, so that it can be read twice. */
  z.object({ deliveredUpTo: idSchema }),
  /** A delivered report that still matters: what it began has not ended. */
  z.object({ open: encounterReportSchema }),
]);
type Line = z.infer<typeof lineSchema>;

const COMPACT_AFTER_LINES = 2000;
const HEARTBEAT_MS = 15_000;

/**
 * The reports that scheduling has not confirmed yet: an append-only file, written through to the
 * disk before a report counts as kept, so that neither `kill -9` nor a power cut loses one.
 */
export class Outbox implements FactStore {
  readonly lastAlive: Date;
  readonly #path: string;
  readonly #logger: Logger;
  /** Undelivered and on the disk, oldest first. */
  readonly #pending: EncounterReport[] = [];
  readonly #open = new OpenReports();
  readonly #heartbeat: NodeJS.Timeout;
  readonly #listeners = new Set<() => void>();
  #file: FileHandle | undefined;
  #queue: Line[] = [];
  #writing: Promise<void> = Promise.resolve();
  #lines = 0;
  /** The file may hold what somebody said. */
  #holdsText = false;
  /** A failed write may have left half a line. */
  #torn = false;

  private constructor(path: string, logger: Logger, lastAlive: Date) {
    this.#path = path;
    this.#logger = logger;
    this.lastAlive = lastAlive;
    // The file's time tells a later process until when this one lived.
    this.#heartbeat = setInterval(() => void this.#beat(), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  /** Reads what an earlier process left, and rewrites the file without what is done. */
  static async create(path: string, logger: Logger): Promise<Outbox> {
    await mkdir(dirname(path), { recursive: true });
    const lastAlive = await stat(path).then(
      ({ mtime }) => mtime,
      () => new Date(),
    );
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    const outbox = new Outbox(path, logger, lastAlive);
    outbox.#replay(text);
    await outbox.#compact();
    return outbox;
  }

  get pending(): readonly EncounterReport[] {
    return this.#pending;
  }

  get openReports(): EncounterReport[] {
    return this.#open.all;
  }

  /** Reports not confirmed, those still on their way to the disk included. */
  get backlog(): number {
    return this.#pending.length + this.#queue.filter((line) => 'report' in line).length;
  }

  record(report: EncounterReport): void {
    this.#open.apply(report);
    this.#append({ report });
  }

  /** The oldest `count` reports are confirmed. */
  confirm(count: number): void {
    const newest = this.#pending.splice(0, count).at(-1);
    if (newest) this.#append({ deliveredUpTo: newest.reportId });
  }

  /** What was said does not stay in the file once scheduling has it, or has refused it. */
  forgetDelivered(): void {
    this.#writing = this.#writing.then(async () => {
      if (!this.#holdsText) return;
      await this.#compact().catch((error) => {
        this.#logger.error({ err: error }, 'the outbox could not be rewritten');
      });
    });
  }

  /** Calls back whenever there are new reports on the disk. Returns how to stop it. */
  onPending(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when everything recorded so far is on the disk. */
  flushed(): Promise<void> {
    return this.#writing;
  }

  async close(): Promise<void> {
    clearInterval(this.#heartbeat);
    await this.#writing;
    await this.#file?.close();
    this.#file = undefined;
  }

  #append(line: Line): void {
    this.#queue.push(line);
    this.#writing = this.#writing.then(() => this.#write());
  }

  /** Writes all that has been queued meanwhile with one flush of the disk. */
  async #write(): Promise<void> {
    const lines = this.#queue;
    if (lines.length === 0) return;
    try {
      await this.#file?.appendFile((this.#torn ? '\n' : '') + lines.map(textOf).join(''));
      await this.#file?.datasync();
      this.#torn = false;
    } catch (error) {
      // A full disk: the reports stay in memory and are delivered from there; a crash now loses
      // them, so whoever runs this must hear of it.
      this.#torn = true;
      this.#logger.error({ err: error, count: lines.length }, 'reports could not be written');
    }
    this.#queue = this.#queue.slice(lines.length);
    this.#lines += lines.length;
    for (const line of lines) if ('report' in line) this.#pending.push(line.report);
    this.#holdsText ||= lines.some(holdsText);
    if (lines.some((line) => 'report' in line)) for (const listener of this.#listeners) listener();
    if (this.#lines > COMPACT_AFTER_LINES + this.#pending.length) await this.#compact();
  }

  #replay(text: string): void {
    const lines = text.split('\n').filter(Boolean);
    for (const [index, line] of lines.entries()) {
      const parsed = lineSchema.safeParse(parseJson(line));
      if (!parsed.success) {
        // The last line may be torn by a crash: it was never confirmed to anybody.
        const torn = index === lines.length - 1;
        if (!torn) this.#logger.error({ count: index + 1 }, 'unreadable line in the outbox');
      } else if ('report' in parsed.data) {
        this.#open.apply(parsed.data.report);
        this.#pending.push(parsed.data.report);
      } else if ('open' in parsed.data) this.#open.apply(parsed.data.open);
      else this.#dropUpTo(parsed.data.deliveredUpTo);
    }
  }

  #dropUpTo(reportId: string): void {
    this.#pending.splice(0, 1 + this.#pending.findIndex((report) => report.reportId === reportId));
  }

  /** A new file beside the old one, which it replaces in one step. */
  async #compact(): Promise<void> {
    const undelivered = new Set(this.#pending.map(({ reportId }) => reportId));
    const lines: Line[] = [
      ...this.#open.all
        .filter(({ reportId }) => !undelivered.has(reportId))
        .filter(({ reportId }) => !this.#isQueued(reportId))
        .map((report) => ({ open: report })),
      ...this.#pending.map((report) => ({ report })),
    ];
    const temporary = `${this.#path}.new`;
    const file = await open(temporary, 'w', 0o600);
    await file.writeFile(lines.map(textOf).join(''));
    await file.sync();
    await rename(temporary, this.#path);
    await syncFolder(dirname(this.#path));
    await this.#file?.close();
    this.#file = file;
    this.#lines = lines.length;
    this.#holdsText = lines.some(holdsText);
  }

  /** Recorded while a compaction was going on: its own line follows it. */
  #isQueued(reportId: string): boolean {
    return this.#queue.some((line) => 'report' in line && line.report.reportId === reportId);
  }

  async #beat(): Promise<void> {
    const now = new Date();
    await this.#file?.utimes(now, now).catch(() => undefined);
    this.forgetDelivered();
  }
}

function holdsText(line: Line): boolean {
  return 'report' in line && line.report.type === 'lineKept';
}

function textOf(line: Line): string {
  return `${JSON.stringify(line)}\n`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Without this, a power cut could undo the rename. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}
