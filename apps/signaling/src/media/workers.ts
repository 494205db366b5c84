import { EventEmitter } from 'node:events';
import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@silkconsult/service-kit';
import { RefusedError } from '@silkconsult/service-kit';
import { createWorker } from 'mediasoup';
import type { TransportListenInfo, WebRtcServer, Worker } from 'mediasoup/types';

/** A living worker with its server; rooms put their routers on it. */
export interface LivingWorker {
  worker: Worker;
  server: WebRtcServer;
  /** Routers, transports and consumers on it: what it costs, roughly. */
  load: number;
  /** When a room was last put on it, in rooms. */
  lastTurn: number;
}

export interface WorkersOptions {
  logger: Logger;
  listenIp: string;
  announcedAddress?: string;
  /** First port, or 0 for any free ones. */
  port: number;
  count?: number;
  workerBin?: string;
}

const RETRY_MS = [50, 100, 250, 500, 1000, 2000, 5000];
const ACQUIRE_LIMIT_MS = 3000;

/**
 * The mediasoup workers of this node, one per core, each behind a WebRtcServer of its own with one
 * UDP and one TCP port. A worker that dies is replaced at once on the same port, which the kernel
 * lets us bind again as soon as the process is gone; rooms then ask for a living one.
 */
export class Workers extends EventEmitter<{ living: [] }> {
  readonly #options: WorkersOptions;
  readonly #slots: (LivingWorker | undefined)[];
  readonly #abort = new AbortController();
  #complained = false;
  #turn = 0;

  private constructor(options: WorkersOptions, count: number) {
    super();
    this.setMaxListeners(0);
    this.#options = options;
    this.#slots = new Array(count).fill(undefined);
  }

  /**
   * Resolves after the first attempt to start each. It does not reject when workers cannot be
   * started: the node is then not ready, says why once, and goes on trying.
   */
  static async create(options: WorkersOptions): Promise<Workers> {
    const count = options.count ?? availableParallelism();
    const workers = new Workers(options, count);
    await Promise.all(workers.#slots.map((_, index) => workers.#fill(index)));
    return workers;
  }

  get count(): number {
    return this.#slots.length;
  }

  get living(): LivingWorker[] {
    return this.#slots.filter((slot) => slot !== undefined);
  }

  /**
   * The least-loaded living worker; waits a little for a replacement when none is living.
   *
   * @throws RefusedError `media_unavailable`
   */
  async acquire(): Promise<LivingWorker> {
    const deadline = AbortSignal.timeout(ACQUIRE_LIMIT_MS);
    for (;;) {
      // Rooms that are made at the same moment see the same loads: turns keep them apart.
      const [best] = this.living.sort((a, b) => a.load - b.load || a.lastTurn - b.lastTurn);
      if (best) {
        this.#turn += 1;
        best.lastTurn = this.#turn;
        return best;
      }
      const signal = AbortSignal.any([deadline, this.#abort.signal]);
      await EventEmitter.once(this, 'living', { signal }).catch(() => {
        throw new RefusedError('media_unavailable');
      });
    }
  }

  close(): void {
    this.#abort.abort();
    for (const { worker } of this.living) worker.close();
    this.#slots.fill(undefined);
  }

  /** Starts the slot's worker; the first failure leaves the further attempts to the background. */
  async #fill(index: number): Promise<void> {
    if (await this.#start(index)) return;
    void this.#retry(index);
  }

  async #retry(index: number): Promise<void> {
    for (let attempt = 0; !this.#abort.signal.aborted; attempt++) {
      const pause = RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)];
      await delay(pause, undefined, { signal: this.#abort.signal }).catch(() => undefined);
      if (this.#abort.signal.aborted || (await this.#start(index))) return;
    }
  }

  async #start(index: number): Promise<boolean> {
    const { logger, workerBin } = this.#options;
    let worker: Worker | undefined;
    try {
      worker = await createWorker({ logLevel: 'error', workerBin, appData: {} });
      const server = await worker.createWebRtcServer({ listenInfos: this.#listenInfos(index) });
      if (this.#abort.signal.aborted) {
        worker.close();
        return true;
      }
      this.#adopt(index, worker, server);
      return true;
    } catch (error) {
      this.#complain(worker !== undefined, index, error);
      worker?.close();
      if (!this.#abort.signal.aborted) logger.debug({ err: error }, 'media worker did not start');
      return false;
    }
  }

  #adopt(index: number, worker: Worker, server: WebRtcServer): void {
    const { logger } = this.#options;
    const slot: LivingWorker = { worker, server, load: 0, lastTurn: 0 };
    countLoad(slot);
    worker.on('died', (error) => {
      logger.error({ err: error, workerPid: worker.pid }, 'media worker died, replacing it');
      this.#slots[index] = undefined;
      void this.#fill(index);
    });
    this.#slots[index] = slot;
    this.#complained = false;
    logger.info({ workerPid: worker.pid, port: this.#port(index) }, 'media worker ready');
    this.emit('living');
  }

  /** One sentence, not one per attempt. */
  #complain(spawned: boolean, index: number, error: unknown): void {
    if (this.#complained || this.#abort.signal.aborted) return;
    this.#complained = true;
    const { logger, listenIp } = this.#options;
    if (spawned)
      logger.error(
        { err: error, port: this.#port(index) },
        `The media worker cannot listen on ${listenIp}, port ${this.#port(index) ?? 'any'}: the port is taken (set MEDIA_PORT) or the address is not of this machine (set MEDIA_LISTEN_IP).`,
      );
    else
      logger.error(
        { err: error },
        "mediasoup's worker program is not there or does not run: run `npm run setup`, or set MEDIASOUP_WORKER_BIN to its path. Until then nobody can join a room.",
      );
  }

  #port(index: number): number | undefined {
    return this.#options.port === 0 ? undefined : this.#options.port + index;
  }

  #listenInfos(index: number): TransportListenInfo[] {
    const { listenIp: ip, announcedAddress } = this.#options;
    return (['udp', 'tcp'] as const).map((protocol) => ({
      protocol,
      ip,
      announcedAddress,
      port: this.#port(index),
    }));
  }
}

interface Counted {
  observer: { once(event: 'close', done: () => void): unknown };
}

/**
 * Keeps `load` true by mediasoup's own observers: no caller has to remember to count. What was
 * still being made when its parent closed is never told to close, so it must not count.
 */
function countLoad(slot: LivingWorker): void {
  const count = (thing: Counted, parent: { readonly closed: boolean }) => {
    if (parent.closed) return;
    slot.load += 1;
    thing.observer.once('close', () => {
      slot.load -= 1;
    });
  };
  slot.worker.observer.on('newrouter', (router) => {
    count(router, slot.worker);
    router.observer.on('newtransport', (transport) => {
      count(transport, router);
      transport.observer.on('newconsumer', (consumer) => count(consumer, transport));
    });
  });
}
