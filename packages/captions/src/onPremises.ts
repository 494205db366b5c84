import { BlockList, isIPv4, isIPv6 } from 'node:net';

const ON_PREMISES = new BlockList();
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const)
  ON_PREMISES.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  ON_PREMISES.addSubnet(net, bits, 'ipv6');

/** Where an engine is, as its configuration says. */
interface Place {
  url: string;
  /** Says that a name, or a public address, is a machine of the hospital. */
  onPremises: boolean;
}

/** Whether what is sent there leaves the hospital. A name might be anywhere: it counts as outside. */
export function isRemote({ url, onPremises }: Place): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (onPremises || host === 'localhost') return false;
  if (isIPv4(host)) return !ON_PREMISES.check(host, 'ipv4');
  return !isIPv6(host) || !ON_PREMISES.check(host, 'ipv6');
}
