import { ConfigError, EXIT_CONFIG } from '@silkconsult/service-kit';
import { RedisUnreachableError } from './cluster/redis.ts';
import { readSignalingConfig } from './config.ts';
import { startSignaling } from './server.ts';

try {
  const { context, port } = await startSignaling(readSignalingConfig(process.env));
  context.shutdown.exitOnSignals();
  process.send?.({ type: 'listening', port });
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof RedisUnreachableError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(error instanceof ConfigError ? EXIT_CONFIG : 1);
}
