import { newPushSubscriptionSchema } from '@silkconsult/protocol';
import { removePushSubscription, savePushSubscription } from '../api/notices.ts';

/** `blocked`: the person, or whoever runs the browser, has said no. */
export type PushState = 'unsupported' | 'blocked' | 'off' | 'on';

const isSupported = () =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

async function subscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? null;
}

export async function pushState(): Promise<PushState> {
  if (!isSupported()) return 'unsupported';
  if (Notification.permission === 'denied') return 'blocked';
  return (await subscription()) ? 'on' : 'off';
}

/** Asks the person, then the browser's push service, then tells our server where to push. */
export async function subscribeToPush(key: string): Promise<PushState> {
  if ((await Notification.requestPermission()) !== 'granted') return 'blocked';
  await navigator.serviceWorker.register('/service-worker.js');
  const { pushManager } = await navigator.serviceWorker.ready;
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await savePushSubscription(newPushSubscriptionSchema.parse(made.toJSON()));
  return 'on';
}

export async function unsubscribeFromPush(): Promise<PushState> {
  const made = await subscription();
  if (made) {
    await removePushSubscription(made.endpoint);
    await made.unsubscribe();
  }
  return 'off';
}
