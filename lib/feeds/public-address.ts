import { BlockList, isIP } from 'node:net';

/**
 * Addresses that belong to nobody on the open Internet, by IANA's registries of special-purpose addresses: this
 * host, private and shared networks, link-local (where clouds keep their metadata), documentation, multicast.
 */
const CLOSED_4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;
/** Within 2000::/3, the only part that is given out: special blocks, and 6to4, which hides an IPv4 address. */
const CLOSED_6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
] as const;

const closed = new BlockList();
for (const [net, bits] of CLOSED_4) closed.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of CLOSED_6) closed.addSubnet(net, bits, 'ipv6');
const given = new BlockList();
given.addSubnet('2000::', 3, 'ipv6');
/** Provider metadata that lies on an address of the open Internet (Azure's wire server, Alibaba's is shared space). */
closed.addAddress('168.63.129.16', 'ipv4');

/**
 * Whether an IP address lies on the open Internet. IPv4 within IPv6 (`::ffff:…`, NAT64 and others outside 2000::/3)
 * never does: whoever means an IPv4 address can write one.
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.split('%')[0] ?? '';
  const family = isIP(bare);
  if (family === 4) return !closed.check(bare, 'ipv4');
  return family === 6 && given.check(bare, 'ipv6') && !closed.check(bare, 'ipv6');
}
