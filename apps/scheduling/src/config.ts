import { join } from 'node:path';
import type { Config } from '@silkconsult/service-kit';
import { readConfig, setting, settingTypes } from '@silkconsult/service-kit';
import { z } from 'zod';
import { KNOWN_PUSH_SERVICES } from './notices/rules/pushServices.ts';

/** A URL that is only an origin, without a trailing slash: paths are appended to it. */
const origin = settingTypes
  .url(['http', 'https'])
  .refine((url) => new URL(url).pathname === '/' && new URL(url).search === '', {
    error: 'must be an origin such as https://consult.example.org, without a path',
  })
  .transform((url) => new URL(url).origin);

/** Everything that the scheduling API reads from its environment. */
export const SETTINGS = {
  PORT: setting(settingTypes.port(8081), 'The TCP port of the scheduling API; 0 takes any free.'),
  HOST: setting(settingTypes.text.default('127.0.0.1'), 'The address it listens on.'),
  DATA_DIR: setting(
    settingTypes.text.default('data'),
    'The folder for the embedded database and for the key that signs tokens.',
  ),
  DATABASE_URL: setting(
    settingTypes.url(['postgres', 'postgresql']).optional(),
    'The PostgreSQL database (15 or newer). Without it, an embedded one in DATA_DIR is used, which is for trying out.',
    { secret: true },
  ),
  DATABASE_CONNECTIONS: setting(
    z.coerce.number().int().min(2).max(200).default(10),
    'How many connections to PostgreSQL one process keeps at most.',
  ),
  PUBLIC_URL: setting(
    origin.default('http://localhost:8080'),
    'The origin at which browsers reach the platform; links in invitations begin with it.',
  ),
  SIGNALING_URL: setting(
    origin.optional(),
    'The origin of the signalling server as browsers reach it.',
    { defaultText: 'PUBLIC_URL' },
  ),
  SERVICE_SECRET: setting(
    settingTypes.text.pipe(z.string().min(16)),
    'The secret that scheduling and signalling share to sign reports; at least 16 characters. `npm start` makes one.',
    { secret: true },
  ),
  SIGNING_KEY_FILE: setting(
    settingTypes.text.optional(),
    'A PEM file with the ES256 private key that signs tokens. Several scheduling processes need the same one.',
    { defaultText: 'DATA_DIR/keys/signing-key.pem, made at the first start' },
  ),
  CLIENT_DIST: setting(
    settingTypes.text.optional(),
    'The folder of the built client, served as static files.',
  ),
  DEMO: setting(
    settingTypes.flag.optional(),
    'Demonstration hospitals, people and a week of consults.',
    { defaultText: 'true with the embedded database, false with DATABASE_URL' },
  ),
  SMTP_URL: setting(
    settingTypes.url(['smtp', 'smtps']).optional(),
    'The mail server, for example smtps://user:password@mail.example.org:465. Without it a demonstration shows its mail on a page, and any other installation sends none.',
    { secret: true },
  ),
  MAIL_FROM: setting(
    settingTypes.text.optional(),
    'The sender of mail, for example SilkConsult <consult@example.org>. Needed with SMTP_URL.',
  ),
  SMS_WEBHOOK_URL: setting(
    settingTypes.url(['http', 'https']).optional(),
    'Where short messages are posted as JSON, for the gateway that the hospital has; see docs/notices.md.',
  ),
  SMS_WEBHOOK_SECRET: setting(
    settingTypes.text.pipe(z.string().min(16)).optional(),
    'The secret that signs what is posted to SMS_WEBHOOK_URL; at least 16 characters.',
    { secret: true },
  ),
  PUSH_SERVICES: setting(
    settingTypes.text
      .transform((list) => list.split(',').map((host) => host.trim()))
      .default(KNOWN_PUSH_SERVICES),
    'The push services that may be sent to, by the end of their host names, separated by commas; an origin such as http://127.0.0.1:9000 for one of your own.',
    { defaultText: 'those of Chrome, Edge, Firefox and Safari' },
  ),
  TURN_URLS: setting(
    settingTypes.text
      .transform((list) => list.split(',').map((url) => url.trim()))
      .pipe(z.array(z.string().regex(/^turns?:/, 'each must start with turn: or turns:')))
      .optional(),
    'TURN servers, separated by commas, for example turns:turn.example.org:443?transport=tcp.',
  ),
  TURN_SECRET: setting(
    settingTypes.text.optional(),
    "The TURN servers' shared secret (coturn's static-auth-secret).",
    { secret: true },
  ),
  TRUSTED_PROXIES: setting(
    settingTypes.text.default('loopback'),
    'The reverse proxies whose X-Forwarded-For is believed: addresses or networks, separated by commas.',
  ),
  LOG_LEVEL: setting(
    z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    'The least important log lines that are written.',
  ),
};

export type SchedulingConfig = Config<typeof SETTINGS>;

function contradictions(config: SchedulingConfig): string[] {
  const complaints: string[] = [];
  if (Boolean(config.TURN_URLS) !== Boolean(config.TURN_SECRET))
    complaints.push(
      'TURN_URLS and TURN_SECRET belong together: set both, or neither to go without TURN.',
    );
  if (config.SMTP_URL && !config.MAIL_FROM)
    complaints.push(
      'SMTP_URL needs MAIL_FROM, the address that mail comes from: set it, for example to SilkConsult <consult@example.org>.',
    );
  if (Boolean(config.SMS_WEBHOOK_URL) !== Boolean(config.SMS_WEBHOOK_SECRET))
    complaints.push(
      'SMS_WEBHOOK_URL and SMS_WEBHOOK_SECRET belong together: set both, or neither to go without short messages.',
    );
  if (config.PUBLIC_URL.startsWith('https:') && config.SIGNALING_URL?.startsWith('http:'))
    complaints.push(
      'SIGNALING_URL is http while PUBLIC_URL is https: browsers refuse the mix, so give SIGNALING_URL https too.',
    );
  return complaints;
}

/** @throws ConfigError with the sentences for the person who installs the platform. */
export function readSchedulingConfig(env: NodeJS.ProcessEnv): SchedulingConfig {
  return readConfig(SETTINGS, env, contradictions);
}

/** Where this process keeps its files. */
export function placesIn(config: Pick<SchedulingConfig, 'DATA_DIR' | 'SIGNING_KEY_FILE'>) {
  return {
    database: join(config.DATA_DIR, 'database'),
    databaseLock: join(config.DATA_DIR, 'database.lock'),
    signingKey: config.SIGNING_KEY_FILE ?? join(config.DATA_DIR, 'keys', 'signing-key.pem'),
  };
}
