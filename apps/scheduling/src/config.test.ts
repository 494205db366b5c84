import { expect, it } from '@jest/globals';
import { placesIn, readSchedulingConfig } from './config.ts';

const ENOUGH = { SERVICE_SECRET: '0123456789abcdef' };

it('needs nothing but the secret that the services share', () => {
  const config = readSchedulingConfig(ENOUGH);
  expect(config).toMatchObject({ HOST: '127.0.0.1', DATA_DIR: 'data', DEMO: undefined });
  expect(placesIn(config).signingKey).toBe('data/keys/signing-key.pem');
  expect(() => readSchedulingConfig({})).toThrow('SERVICE_SECRET');
});

it.each([
  [{ TURN_URLS: 'turn:turn.example' }, 'TURN_URLS and TURN_SECRET belong together'],
  [{ TURN_URLS: 'https://turn.example', TURN_SECRET: 'x' }, 'each must start with turn:'],
  [
    { PUBLIC_URL: 'https://a.example', SIGNALING_URL: 'http://b.example' },
    'browsers refuse the mix',
  ],
  [{ SMTP_URL: 'smtp://mail.example' }, 'SMTP_URL needs MAIL_FROM'],
  [{ SMTP_URL: 'mail.example' }, 'SMTP_URL'],
  [{ SMS_WEBHOOK_URL: 'https://sms.example' }, 'SMS_WEBHOOK_SECRET belong together'],
  [{ PUBLIC_URL: 'https://a.example/clinic' }, 'without a path'],
  [{ DATABASE_URL: 'mysql://localhost' }, 'DATABASE_URL'],
  [{ SERVICE_SECRET: 'short' }, 'SERVICE_SECRET'],
])('stops with a sentence at %o', (wrong, sentence) => {
  expect(() => readSchedulingConfig({ ...ENOUGH, ...wrong })).toThrow(sentence);
});
