import { PassThrough } from 'node:stream';
import { expect, it } from '@jest/globals';
import { createLogger } from './logger.ts';

it('logs identifiers and drops names, texts and error messages', () => {
  const sink = new PassThrough();
  const logger = createLogger('test', 'info', sink);
  logger.info(
    { roomId: 'r1', name: 'Aigul', text: 'it hurts', auth: { token: 'secret' } },
    'peer joined',
  );
  logger.error({ err: new Error('duplicate key (email)=(aigul@example.org)') }, 'failed');
  const lines = String(sink.read());
  expect(lines).toContain('r1');
  expect(lines).toContain('peer joined');
  expect(lines).toContain('logger.test');
  for (const secret of ['Aigul', 'hurts', 'secret', 'example.org'])
    expect(lines).not.toContain(secret);
});
