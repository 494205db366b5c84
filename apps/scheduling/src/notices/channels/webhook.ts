import { SIGNATURE_HEADER } from '@silkconsult/protocol';
import { sign } from '@silkconsult/service-kit';
import { type Channel, DeliveryError } from './channel.ts';

interface WebhookSettings {
  url: string;
  secret: string;
  now: () => Date;
}

const TIMEOUT_MS = 15_000;

/**
 * Short messages by whatever gateway a hospital has: each is posted as JSON to one address, signed,
 * with the notice's id as the key by which the gateway drops a repetition.
 */
export function webhookChannel({ url, secret, now }: WebhookSettings): Channel {
  return {
    reaches: ({ phone }) => phone !== null,
    async deliver({ id, to, message }) {
      const text = `${message.subject} ${message.link.url}`;
      const body = JSON.stringify({ id, to: to.phone, language: to.language, text });
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': id,
          [SIGNATURE_HEADER]: sign(secret, body, now().getTime()),
        },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.body?.cancel();
      if (response.ok) return;
      const passing = response.status >= 500 || [408, 425, 429].includes(response.status);
      throw new DeliveryError(`HTTP ${response.status}`, !passing);
    },
  };
}
