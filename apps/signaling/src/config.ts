import {
  readSpeechConfig,
  readTranslationPlan,
  SpeechConfigError,
  TranslationPlanError,
} from '@silkconsult/captions';
import type { Config } from '@silkconsult/service-kit';
import { readConfig, setting, settingTypes } from '@silkconsult/service-kit';
import { z } from 'zod';

const seconds = (fallback: number, max: number) =>
  z.coerce.number().min(0).max(max).default(fallback);

/** A setting that names a file of the captions: what it says, or the sentences of what is wrong. */
const captionFile = <T>(read: (path: string) => T) =>
  settingTypes.text
    .transform((path, context): T => {
      try {
        return read(path);
      } catch (error) {
        if (!(error instanceof SpeechConfigError || error instanceof TranslationPlanError))
          throw error;
        context.addIssue({ code: 'custom', message: error.message.replace(/\.$/, '') });
        return z.NEVER;
      }
    })
    .optional();

/** Every setting of the signalling server; docs/configuration.md is made from this table. */
export const SETTINGS = {
  PORT: setting(settingTypes.port(8082), 'TCP port of the signalling server.'),
  HOST: setting(
    settingTypes.text.default('127.0.0.1'),
    'Address that the signalling server listens on.',
  ),
  DATA_DIR: setting(
    settingTypes.text.default('data'),
    'Folder for the outbox of encounter reports; it must survive a restart.',
  ),
  PUBLIC_URL: setting(
    settingTypes.url(['http', 'https']).optional(),
    'Address under which browsers reach the platform.',
  ),
  SCHEDULING_URL: setting(
    settingTypes.url(['http', 'https']).default('http://127.0.0.1:8081'),
    'Address of the scheduling API: its public keys are read there and reports are sent there.',
  ),
  SERVICE_SECRET: setting(
    z.string({ error: 'is needed: a random text of at least 16 characters' }).min(16, {
      error: 'must have at least 16 characters',
    }),
    'Secret shared by scheduling and signalling; signs the reports between them.',
    { secret: true },
  ),
  MEDIA_LISTEN_IP: setting(
    z.union([z.ipv4(), z.ipv6()], { error: 'must be an IP address of this machine' }).optional(),
    'IP address on which media arrives.',
    { defaultText: '127.0.0.1, or 0.0.0.0 when MEDIA_ANNOUNCED_ADDRESS is set' },
  ),
  MEDIA_ANNOUNCED_ADDRESS: setting(
    settingTypes.text.optional(),
    'Address of this machine as browsers see it (IP address or host name).',
  ),
  MEDIA_PORT: setting(
    settingTypes.port(44400),
    'First port for media, UDP and TCP; each worker takes the next one. 0 takes any free ones.',
  ),
  MEDIA_WORKERS: setting(
    z.coerce.number().int().min(1).max(256).optional(),
    'Number of mediasoup workers.',
    { defaultText: 'one per processor core' },
  ),
  MEDIASOUP_WORKER_BIN: setting(
    settingTypes.text.optional(),
    "Path of mediasoup's worker program.",
    { defaultText: "the one in mediasoup's package" },
  ),
  REDIS_URL: setting(
    settingTypes.url(['redis', 'rediss']).optional(),
    'Redis, when several signalling nodes share the rooms; without it this node has all of them.',
    { secret: true },
  ),
  RECONNECT_GRACE_SECONDS: setting(
    seconds(30, 600),
    'How long a person whose connection broke keeps the place in the room or in the lobby.',
  ),
  ROOM_EMPTY_SECONDS: setting(
    seconds(300, 86_400),
    'How long an empty room is kept before the encounter counts as finished.',
  ),
  CAPTION_MODELS_DIR: setting(
    settingTypes.text.optional(),
    'Folder with speech models for captions, instead of the places where distributions put them.',
  ),
  CAPTION_SPEECH_FILE: setting(
    captionFile(readSpeechConfig),
    'JSON file that names the speech engine of each language (docs/captions.md).',
    { defaultText: 'pocketsphinx for English, typing for the others' },
  ),
  CAPTION_TRANSLATION_FILE: setting(
    captionFile(readTranslationPlan),
    'JSON file that names the engine that translates each pair of languages (docs/captions.md).',
    { defaultText: 'the phrasebook alone' },
  ),
  LOG_LEVEL: setting(
    z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    'Least important log lines that are written.',
  ),
};

export type SignalingConfig = Config<typeof SETTINGS>;

/** @throws ConfigError with the sentences for the person who installs. */
export function readSignalingConfig(env: NodeJS.ProcessEnv): SignalingConfig {
  return readConfig(SETTINGS, env, (config) => {
    const complaints: string[] = [];
    const everywhere = config.MEDIA_LISTEN_IP === '0.0.0.0' || config.MEDIA_LISTEN_IP === '::';
    if (everywhere && !config.MEDIA_ANNOUNCED_ADDRESS)
      complaints.push(
        `MEDIA_LISTEN_IP=${config.MEDIA_LISTEN_IP} listens everywhere, but browsers need one address to send to: set MEDIA_ANNOUNCED_ADDRESS.`,
      );
    const lastPort = config.MEDIA_PORT + (config.MEDIA_WORKERS ?? 1) - 1;
    if (config.MEDIA_PORT !== 0 && lastPort > 65_535)
      complaints.push(
        `MEDIA_PORT=${config.MEDIA_PORT} leaves no room for ${config.MEDIA_WORKERS} workers below 65536: choose a lower one.`,
      );
    return complaints;
  });
}

/** Where media is received; everywhere only if the machine's address is known. */
export function listenIp(config: SignalingConfig): string {
  return config.MEDIA_LISTEN_IP ?? (config.MEDIA_ANNOUNCED_ADDRESS ? '0.0.0.0' : '127.0.0.1');
}
