import type { DatabaseConnection, Driver, PGliteDialectConfig } from 'kysely';
import { PGliteDialect, PGliteDriver } from 'kysely';

/**
 * PGlite has one connection, and Kysely's driver hands that one to everybody: without a turnstile a
 * second caller's statements would land inside the first one's transaction. Here each caller waits
 * until the one before has given the connection back.
 */
class SerialDriver extends PGliteDriver {
  #last: Promise<void> = Promise.resolve();
  #release: (() => void) | undefined;

  override async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#last;
    const turn = Promise.withResolvers<void>();
    this.#last = turn.promise;
    await before;
    this.#release = turn.resolve;
    return super.acquireConnection();
  }

  override async releaseConnection(): Promise<void> {
    this.#release?.();
  }
}

export class SerialPGliteDialect extends PGliteDialect {
  readonly #config: PGliteDialectConfig;

  constructor(config: PGliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new SerialDriver(this.#config);
  }
}
