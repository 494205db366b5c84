/** The push services of the browsers that are in use, by the end of their host names. */
export const KNOWN_PUSH_SERVICES = [
  'fcm.googleapis.com',
  'push.services.mozilla.com',
  'push.apple.com',
  'notify.windows.com',
];

/**
 * Whether a subscription may be sent to. Its address comes from a browser, that is from anybody: a
 * server that posted to any address would let people reach into its own network.
 */
export function isPushService(endpoint: string, services: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, host, hostname, username } = new URL(endpoint);
  if (services.includes(`${protocol}//${host}`)) return true;
  const known = services.some((one) => hostname === one || hostname.endsWith(`.${one}`));
  return known && protocol === 'https:' && host === hostname && username === '';
}
