import { expect, it } from '@jest/globals';
import { notificationEnvelopeSchema } from './notifications.ts';

const peerId = '0b6ff0d4-7a3b-4f0e-9a55-0d3c1f0d8a11';

it('parses a notification by the schema of its name', () => {
  const envelope = { seq: 7, name: 'peerReconnecting', data: { peerId } };
  expect(notificationEnvelopeSchema.parse(envelope)).toEqual(envelope);
});

it.each([
  ['an unknown name', { seq: 1, name: 'somethingElse', data: {} }],
  ['a payload of another notification', { seq: 1, name: 'peerReconnecting', data: { seq: 1 } }],
  ['no sequence number', { name: 'admitted', data: {} }],
])('refuses %s', (_case, envelope) => {
  expect(notificationEnvelopeSchema.safeParse(envelope).success).toBe(false);
});
