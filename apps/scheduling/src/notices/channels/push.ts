import type { PushMessage } from '@silkconsult/protocol';
import webpush from 'web-push';
import type { Database } from '../../database/types.ts';
import type { PushKeys } from '../../keys/pushKeys.ts';
import { deletePushSubscription, pushSubscriptionsOf } from '../pushStore.ts';
import { isPushService } from '../rules/pushServices.ts';
import { type Channel, type Delivery, DeliveryError } from './channel.ts';

interface PushSettings {
  db: Database;
  keys: PushKeys;
  /** Whom a push service may write to: an https address or a mailto. */
  contact: string;
  services: readonly string[];
  now: () => Date;
}

const TIMEOUT_MS = 15_000;

function toPushMessage({ id, to, message }: Delivery): PushMessage {
  return {
    id,
    language: to.language,
    title: message.subject,
    text: message.lead,
    path: message.path,
    ring: message.ring !== undefined,
  };
}

/**
 * Web Push (RFC 8030): encrypted for the browser (RFC 8291), signed with our key (RFC 8292). A person
 * is reached when one of their browsers is; a browser that is gone is forgotten.
 */
export function pushChannel({ db, keys, contact, services, now }: PushSettings): Channel {
  /** @returns Why it failed; undefined when it went. */
  async function send(
    subscription: Awaited<ReturnType<typeof pushSubscriptionsOf>>[number],
    delivery: Delivery,
  ): Promise<string | undefined> {
    const { endpoint, p256dh, auth } = subscription;
    if (!isPushService(endpoint, services)) return 'endpoint_refused';
    const left = Math.floor((delivery.message.end.getTime() - now().getTime()) / 1000);
    const request = webpush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      JSON.stringify(toPushMessage(delivery)),
      {
        vapidDetails: { subject: contact, ...keys },
        TTL: Math.max(60, left),
        urgency: delivery.message.ring ? 'high' : 'normal',
        contentEncoding: 'aes128gcm',
        // What is still on its way is replaced there, by what has the same topic.
        topic: delivery.id.replaceAll('-', ''),
      },
    );
    const response = await fetch(request.endpoint, {
      method: request.method,
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: new Uint8Array(request.body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (response.ok) return undefined;
    if (response.status === 404 || response.status === 410)
      await deletePushSubscription(db, delivery.to.id, endpoint);
    return `HTTP ${response.status}`;
  }

  return {
    reaches: ({ hasPush }) => hasPush,
    async deliver(delivery) {
      const subscriptions = await pushSubscriptionsOf(db, delivery.to.id);
      const outcomes = await Promise.all(
        subscriptions.map((one) =>
          send(one, delivery).catch((error: unknown) =>
            error instanceof Error ? error.name : 'unknown',
          ),
        ),
      );
      if (outcomes.includes(undefined)) return;
      const left = await pushSubscriptionsOf(db, delivery.to.id);
      throw new DeliveryError(outcomes[0] ?? 'no_subscription', left.length === 0);
    },
  };
}
