import { ConfigError, createLogger, EXIT_CONFIG } from '@silkconsult/service-kit';
import { readSignalingConfig } from './config.ts';
import { startSignaling } from './server.ts';
import { StartError } from './startError.ts';

// mediasoup's own listeners keep Node alive after a signal: while starting, one ends the process.
const endAtOnce = () => process.exit(0);
const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
for (const signal of SIGNALS) process.once(signal, endAtOnce);

try {
  const { context, port } = await startSignaling(readSignalingConfig(process.env));
  const { shutdown, logger } = context;
  for (const signal of SIGNALS) process.off(signal, endAtOnce);
  shutdown.exitOnSignals();
  // Started by a supervisor that is gone: it will start another one on the same ports.
  process.on('disconnect', () => void shutdown.close().then(() => process.exit(0)));
  // One request's mistake must not end everybody's calls.
  process.on('unhandledRejection', (error) => logger.error({ err: error }, 'unhandled rejection'));
  process.send?.({ type: 'listening', port });
} catch (error) {
  if (error instanceof ConfigError || error instanceof StartError) {
    process.stderr.write(`${error.message}\n`);
    process.exit(error instanceof ConfigError ? EXIT_CONFIG : 1);
  }
  createLogger('signaling').fatal({ err: error }, 'could not start');
  process.exit(1);
}
