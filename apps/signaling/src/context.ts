import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { CaptionsHost } from '@silkconsult/captions';
import type { Logger } from '@silkconsult/service-kit';
import { createLogger, Shutdown } from '@silkconsult/service-kit';
import type { RedisClientType } from 'redis';
import { watchCaptions } from './captionFigures/metrics.ts';
import { FiguresReporter } from './captionFigures/reporter.ts';
import { RedisLeases } from './cluster/leases.ts';
import { connectRedis } from './cluster/redis.ts';
import type { SignalingConfig } from './config.ts';
import { listenIp } from './config.ts';
import { Consents } from './consents/consents.ts';
import { Workers } from './media/workers.ts';
import { Metrics } from './metrics.ts';
import { Delivery } from './reports/delivery.ts';
import { Encounters } from './reports/encounters.ts';
import { Outbox } from './reports/outbox.ts';
import type { Captions } from './rooms/captions.ts';
import { Rooms } from './rooms/rooms.ts';
import { Jwks } from './tokens/jwks.ts';
import { Wordings } from './wordings/wordings.ts';

/** The parts that a test may give instead of the real ones: the designed seams of this app. */
export interface Seams {
  captions?: Captions;
  now?: () => Date;
  logger?: Logger;
}

/** The composition root: everything of this process, put together. */
export interface Context {
  config: SignalingConfig;
  logger: Logger;
  shutdown: Shutdown;
  metrics: Metrics;
  workers: Workers;
  captions: Captions;
  outbox: Outbox;
  jwks: Jwks;
  rooms: Rooms;
  redis: RedisClientType | undefined;
  now(): Date;
}

/** Each part registers its own end when it is opened, so they close in the opposite order. */
export async function createContext(config: SignalingConfig, seams: Seams = {}): Promise<Context> {
  const logger = seams.logger ?? createLogger('signaling', config.LOG_LEVEL);
  const now = seams.now ?? (() => new Date());
  const shutdown = new Shutdown(logger);
  const metrics = new Metrics();
  try {
    const redis = config.REDIS_URL ? await connectRedis(config.REDIS_URL, logger) : undefined;
    if (redis) shutdown.add('redis', () => redis.destroy());
    const leases = redis && new RedisLeases(redis, randomUUID(), logger);
    if (leases) shutdown.add('leases', () => leases.close());

    const outbox = await openReports(config, logger, now, shutdown);
    const emptyMs = config.ROOM_EMPTY_SECONDS * 1000;
    const encounters = new Encounters(outbox, { now, emptyMs });
    shutdown.add('encounters', () => encounters.close());

    const [workers, captions] = await Promise.all([
      openWorkers(config, logger, shutdown),
      openCaptions(config, logger, shutdown, seams.captions),
    ]);
    const jwks = new Jwks(new URL('/.well-known/jwks.json', config.SCHEDULING_URL).href, logger);
    shutdown.add('public keys', () => jwks.close());

    const reconnectGraceMs = config.RECONNECT_GRACE_SECONDS * 1000;
    const consents = new Consents({ ...reporting(config), now });
    const rooms = new Rooms(
      { workers, captions, encounters, consents, logger, now, reconnectGraceMs, emptyMs },
      leases,
    );
    shutdown.add('rooms', () => rooms.close());
    metrics.watch({ rooms, workers, outbox });
    metrics.watchTranslation(captions);
    watchCaptions(metrics.registry, captions);
    const reporter = new FiguresReporter({ captions, logger, now, ...reporting(config) });
    shutdown.add('caption figures', () => reporter.close());
    const wordings = new Wordings({ captions, logger, now, ...reporting(config) });
    shutdown.add('wordings', () => wordings.close());
    return {
      config,
      logger,
      shutdown,
      metrics,
      workers,
      captions,
      outbox,
      jwks,
      rooms,
      redis,
      now,
    };
  } catch (error) {
    await shutdown.close();
    throw error;
  }
}

function reporting({ SCHEDULING_URL: url, SERVICE_SECRET: secret }: SignalingConfig) {
  return { url, secret };
}

async function openWorkers(config: SignalingConfig, logger: Logger, shutdown: Shutdown) {
  const workers = await Workers.create({
    logger,
    listenIp: listenIp(config),
    announcedAddress: config.MEDIA_ANNOUNCED_ADDRESS,
    port: config.MEDIA_PORT,
    count: config.MEDIA_WORKERS,
    workerBin: config.MEDIASOUP_WORKER_BIN,
  });
  shutdown.add('media workers', () => workers.close());
  return workers;
}

async function openCaptions(
  config: SignalingConfig,
  logger: Logger,
  shutdown: Shutdown,
  given: Captions | undefined,
): Promise<Captions> {
  const captions =
    given ??
    (await CaptionsHost.create({
      logger,
      modelsDir: config.CAPTION_MODELS_DIR,
      config: config.CAPTION_SPEECH_FILE,
      translation: config.CAPTION_TRANSLATION_FILE,
    }));
  shutdown.add('captions', () => captions.close());
  return captions;
}

async function openReports(
  config: SignalingConfig,
  logger: Logger,
  now: () => Date,
  shutdown: Shutdown,
): Promise<Outbox> {
  const folder = join(config.DATA_DIR, 'signaling');
  const outbox = await Outbox.create(join(folder, 'reports.jsonl'), logger);
  shutdown.add('outbox', () => outbox.close());
  const delivery = new Delivery({
    outbox,
    ...reporting(config),
    logger,
    now,
    rejected: ({ type, encounterId, roomId }) =>
      logger.error({ kind: type, encounterId, roomId }, 'scheduling refused a report for good'),
  });
  shutdown.add('report delivery', () => delivery.close());
  return outbox;
}
