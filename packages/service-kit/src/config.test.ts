import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig, setting, settingTypes } from './config.ts';

const SETTINGS = {
  PORT: setting(settingTypes.port(8080), 'The port.'),
  DEMO: setting(settingTypes.flag.optional(), 'Demonstration data.'),
  DATABASE_URL: setting(settingTypes.url(['postgres', 'postgresql']).optional(), 'PostgreSQL.'),
};

describe('configuration from the environment', () => {
  it('is typed, frozen and has defaults', () => {
    const config = readConfig(SETTINGS, { DEMO: 'true', DATABASE_URL: '' });
    expect(config).toEqual({ PORT: 8080, DEMO: true, DATABASE_URL: undefined });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('names every setting that does not parse', () => {
    const read = () => readConfig(SETTINGS, { PORT: '99999', DATABASE_URL: 'mysql://x' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/PORT: .*\n.*DATABASE_URL: must be a URL that starts with postgres/);
  });

  it('stops at a contradiction with its sentence', () => {
    expect(() =>
      readConfig(SETTINGS, { DEMO: '1' }, () => ['DEMO needs an empty database.']),
    ).toThrow('DEMO needs an empty database.');
  });
});
