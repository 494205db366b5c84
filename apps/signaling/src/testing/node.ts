import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSignalingConfig } from '../config.ts';
import type { Seams } from '../context.ts';
import type { RunningSignaling } from '../server.ts';
import { startSignaling } from '../server.ts';
import { FakeCaptions } from './captions.ts';
import { TestClient } from './client.ts';
import type { ClaimsOf } from './scheduling.ts';
import { SECRET, TestScheduling } from './scheduling.ts';

interface Options {
  env?: NodeJS.ProcessEnv;
  seams?: Seams;
  scheduling?: TestScheduling;
  dataDir?: string;
}

/** A whole signalling node in this process, with real workers on free ports. */
export class TestNode {
  readonly running: RunningSignaling;
  readonly scheduling: TestScheduling;
  readonly captions: FakeCaptions;
  readonly dataDir: string;
  readonly #clients: TestClient[] = [];

  private constructor(
    running: RunningSignaling,
    scheduling: TestScheduling,
    captions: FakeCaptions,
    dataDir: string,
  ) {
    this.running = running;
    this.scheduling = scheduling;
    this.captions = captions;
    this.dataDir = dataDir;
  }

  static async start({ env, seams, scheduling, ...given }: Options = {}): Promise<TestNode> {
    const captions = new FakeCaptions();
    const dataDir = given.dataDir ?? (await mkdtemp(join(tmpdir(), 'silkconsult-signaling-')));
    const beside = scheduling ?? (await TestScheduling.start());
    const config = readSignalingConfig({
      PORT: '0',
      MEDIA_PORT: '0',
      MEDIA_WORKERS: '1',
      DATA_DIR: dataDir,
      SCHEDULING_URL: beside.url,
      SERVICE_SECRET: SECRET,
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
      MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN,
      ...env,
    });
    const running = await startSignaling(config, { captions, ...seams });
    return new TestNode(running, beside, captions, dataDir);
  }

  get context(): RunningSignaling['context'] {
    return this.running.context;
  }

  /** Connects with a fresh token for these claims. */
  async connect(claims: ClaimsOf): Promise<TestClient> {
    return this.connectWith(this.scheduling.token(claims));
  }

  async connectWith(token: unknown): Promise<TestClient> {
    const client = await TestClient.connect(this.running.url, { token });
    this.#clients.push(client);
    return client;
  }

  /** Somebody who is in the room already. */
  async joined(claims: ClaimsOf): Promise<TestClient> {
    const client = await this.connect(claims);
    await client.join();
    return client;
  }

  /** Stops the node alone; what it wrote stays. */
  async stop(): Promise<void> {
    for (const client of this.#clients) client.close();
    await this.running.close();
  }

  async close(): Promise<void> {
    await this.stop();
    await this.scheduling.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
