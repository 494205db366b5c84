import type { Logger, Registry } from '@silkconsult/service-kit';
import { createLogger, createMetrics, Shutdown } from '@silkconsult/service-kit';
import { BookingDesk } from './appointments/desk.ts';
import { CaptionNodes } from './captionNodes/nodes.ts';
import { placesIn, type SchedulingConfig } from './config.ts';
import { type OpenDatabase, openDatabase } from './database/open.ts';
import type { Database } from './database/types.ts';
import { holdsRealData } from './demo/refresh.ts';
import { EventFeed } from './events/feed.ts';
import { OpenStreams } from './events/openStreams.ts';
import { Jobs } from './jobs/jobs.ts';
import { loadPushKeys, type PushKeys } from './keys/pushKeys.ts';
import { loadSigningKey, type SigningKey } from './keys/signingKey.ts';
import { createTokens, type Tokens } from './keys/tokens.ts';
import { Announcer } from './notices/announcer.ts';
import { type Channels, openChannels } from './notices/channels/index.ts';
import { createLimits, type Limits } from './sessions/limits.ts';

/** Everything that the features work with; made in one place, handed to each. */
export interface Context {
  config: SchedulingConfig;
  logger: Logger;
  metrics: Registry;
  shutdown: Shutdown;
  now: () => Date;
  db: Database;
  databaseKind: OpenDatabase['kind'];
  signingKey: SigningKey;
  tokens: Tokens;
  limits: Limits;
  feed: EventFeed;
  jobs: Jobs;
  announcer: Announcer;
  desk: BookingDesk;
  /** Whether this installation is a demonstration. */
  demo: boolean;
  pushKeys: PushKeys;
  channels: Channels;
  streams: OpenStreams;
  captionNodes: CaptionNodes;
}

/** What tests put in place of the real thing. */
export interface Seams {
  now?: () => Date;
  /** An open, migrated database that the caller closes. */
  database?: OpenDatabase;
  /** False: jobs, and what is to be told, are written and wait until a test runs them. */
  working?: boolean;
}

/** Opens what the configuration names. `context.shutdown.close()` closes it again. */
export async function createContext(config: SchedulingConfig, seams: Seams = {}): Promise<Context> {
  const logger = createLogger('scheduling', config.LOG_LEVEL);
  const shutdown = new Shutdown(logger);
  const now = seams.now ?? (() => new Date());
  const signingKey = await loadSigningKey(
    placesIn(config).signingKey,
    config.SIGNING_KEY_FILE === undefined,
  );
  const database = seams.database ?? (await openDatabase(config, logger));
  if (!seams.database) shutdown.add('database', database.close);
  const pushKeys = await loadPushKeys(database.db);
  const demo = config.DEMO ?? (database.kind === 'embedded' && !(await holdsRealData(database.db)));
  const feed = new EventFeed(database.db, logger);
  shutdown.add('event feed', () => feed.close());
  const jobs = await Jobs.open(database, logger, now, { working: seams.working ?? true });
  shutdown.add('jobs', () => jobs.close());
  const announcer = new Announcer(logger);
  shutdown.add('announcer', () => announcer.close());
  return {
    config,
    logger,
    metrics: createMetrics('scheduling'),
    shutdown,
    now,
    db: database.db,
    databaseKind: database.kind,
    signingKey,
    tokens: createTokens(signingKey, now),
    limits: createLimits(),
    feed,
    jobs,
    announcer,
    desk: new BookingDesk(database.db),
    demo,
    pushKeys,
    channels: openChannels({ config, db: database.db, pushKeys, demo, now }),
    streams: new OpenStreams(),
    captionNodes: new CaptionNodes(now),
  };
}
