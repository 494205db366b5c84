import type { DestinationStream, Logger as PinoLogger } from 'pino';
import pino from 'pino';

export type Logger = PinoLogger;

/**
 * The only fields that a log line may carry. Names, e-mail addresses, tokens, chat and captions can
 * therefore not reach a log by accident: what is not listed is dropped, however deep it comes from.
 */
const ALLOWED = new Set([
  'appointmentId',
  'attempt',
  'backlog',
  'bytes',
  'code',
  'component',
  'count',
  'durationMs',
  'encounterId',
  'engine',
  'exitCode',
  'kind',
  'language',
  'method',
  'nodeId',
  'path',
  'peerId',
  'personId',
  'pid',
  'port',
  'reason',
  'requestId',
  'roomId',
  'route',
  'sessionId',
  'signal',
  'source',
  'state',
  'status',
  'streamId',
  'transportId',
  'version',
  'workerPid',
]);

/**
 * An error as a log may show it: its name, its code and where it was thrown. Its message is left
 * out, because a database or a parser quotes the offending value (a name, an address) in it.
 */
function describeError(error: Error): Record<string, unknown> {
  const frames = error.stack?.split('\n').filter((line) => line.trimStart().startsWith('at '));
  const code = 'code' in error ? error.code : undefined;
  return { name: error.name, code, frames: frames?.slice(0, 8).map((line) => line.trim()) };
}

function redact(fields: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (value instanceof Error) kept.error = describeError(value);
    else if (ALLOWED.has(key) && (typeof value !== 'object' || value === null)) kept[key] = value;
  }
  return kept;
}

/** A JSON logger that drops every field it does not know. */
export function createLogger(
  component: string,
  level = 'info',
  destination?: DestinationStream,
): Logger {
  const options = {
    level,
    base: { component },
    formatters: { log: redact, level: (label: string) => ({ level: label }) },
    serializers: { err: (error: unknown) => error },
  };
  return destination ? pino(options, destination) : pino(options);
}
