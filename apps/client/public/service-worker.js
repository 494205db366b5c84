/*
 * Shows what the platform pushes to this browser, also while no page of it is open. It keeps no
 * pages and answers no requests. The message is `PushMessage` of packages/protocol.
 */

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

const pages = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

async function show(message) {
  const open = await pages();
  for (const page of open) page.postMessage({ type: 'pushed', message });
  await self.registration.showNotification(message.title, {
    body: message.text,
    lang: message.language,
    dir: ['ug', 'ur'].includes(message.language) ? 'rtl' : 'ltr',
    tag: message.id,
    icon: '/mark.svg',
    requireInteraction: message.ring,
    vibrate: message.ring ? [400, 200, 400, 200, 400] : undefined,
    data: { path: message.path },
  });
}

async function goTo(path) {
  const [page] = await pages();
  if (!page) return self.clients.openWindow(path);
  await page.navigate(path).catch(() => undefined);
  return page.focus();
}

self.addEventListener('push', (event) => {
  event.waitUntil(show(event.data.json()));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  // Only ever a page of our own, whatever the message says.
  const { pathname } = new URL(event.notification.data.path, self.location.origin);
  event.waitUntil(goTo(pathname));
});
