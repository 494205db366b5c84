import { describe, expect, it } from '@jest/globals';
import { listenIp, readSignalingConfig } from './config.ts';

const SECRET = { SERVICE_SECRET: 'sixteen characters' };
const read = (env: NodeJS.ProcessEnv) => readSignalingConfig({ ...SECRET, ...env });

describe('the configuration', () => {
  it('works with a secret alone, on this machine alone', () => {
    const config = read({});
    expect(config).toMatchObject({ PORT: 8082, MEDIA_PORT: 44400, ROOM_EMPTY_SECONDS: 300 });
    expect(listenIp(config)).toBe('127.0.0.1');
  });

  it('listens everywhere when it is told the address to announce', () => {
    expect(listenIp(read({ MEDIA_ANNOUNCED_ADDRESS: 'sfu.example.org' }))).toBe('0.0.0.0');
  });

  it.each([
    [{ SERVICE_SECRET: undefined }, 'SERVICE_SECRET: is needed'],
    [{ SERVICE_SECRET: 'short' }, 'SERVICE_SECRET: must have at least 16 characters'],
    [{ MEDIA_LISTEN_IP: '0.0.0.0' }, 'set MEDIA_ANNOUNCED_ADDRESS'],
    [{ MEDIA_LISTEN_IP: 'localhost' }, 'MEDIA_LISTEN_IP: must be an IP address'],
    [{ MEDIA_PORT: '65535', MEDIA_WORKERS: '2' }, 'choose a lower one'],
    [{ CAPTION_SPEECH_FILE: '/nowhere/speech.json' }, '/nowhere/speech.json cannot be read'],
    [{ CAPTION_TRANSLATION_FILE: '/nowhere/plan.json' }, '/nowhere/plan.json cannot be read'],
    [{ REDIS_URL: 'http://redis' }, 'REDIS_URL: must be a URL that starts with redis://'],
  ])('stops at %j with a sentence', (env, sentence) => {
    expect(() => read(env)).toThrow(sentence);
  });
});
