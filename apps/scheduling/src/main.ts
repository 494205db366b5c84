import { ConfigError, createLogger, EXIT_CONFIG } from '@silkconsult/service-kit';
import { readSchedulingConfig } from './config.ts';
import { startScheduling } from './server.ts';

try {
  const scheduling = await startScheduling(readSchedulingConfig(process.env));
  scheduling.context.shutdown.exitOnSignals();
  process.send?.({ type: 'listening', port: scheduling.port });
} catch (error) {
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`);
    process.exit(EXIT_CONFIG);
  }
  // Not thrown on: a database's error would be printed with the values that it is about.
  createLogger('scheduling').fatal({ err: error }, 'could not start');
  process.exit(1);
}
