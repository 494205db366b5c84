import { setting, settingTypes } from '@silkconsult/service-kit';

/**
 * What `npm start` itself reads. Everything else in its environment goes on to the services as
 * it is (docs/configuration.md lists theirs).
 */
export const START_SETTINGS = {
  PORT: setting(settingTypes.port(8080), 'The port of the one address that everything has.'),
  HOST: setting(
    settingTypes.text.optional(),
    'The address that `npm start` listens on. With HTTPS by `--lan` that is every address.',
    { defaultText: '127.0.0.1' },
  ),
  DATA_DIR: setting(
    settingTypes.text.optional(),
    'The folder for everything that is kept: the embedded database, keys, logs.',
    { defaultText: '`data` in the checkout' },
  ),
  PUBLIC_URL: setting(
    settingTypes.url(['http', 'https']).optional(),
    'The address under which browsers reach the platform.',
    { defaultText: '`http://localhost:PORT`, or the HTTPS address with `--lan`' },
  ),
  DATABASE_URL: setting(
    settingTypes.url(['postgres', 'postgresql']).optional(),
    'PostgreSQL. Without it an embedded database keeps everything in DATA_DIR, for trying out.',
    { secret: true },
  ),
  DEMO: setting(
    settingTypes.flag.optional(),
    'Whether the demonstration hospitals, people and consults are made.',
    { defaultText: 'true with the embedded database, false with PostgreSQL' },
  ),
  SERVICE_SECRET: setting(
    settingTypes.text.optional(),
    'What the two services sign their messages to each other with.',
    { defaultText: 'made at the first start and kept in DATA_DIR', secret: true },
  ),
};
