import { BlockList, isIP } from 'node:net'

const closed = new BlockList()

/** What the IANA registries of special-purpose addresses keep from the public internet, and multicast. */
const IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
/** Inside 2000::/3, which is all that is given out; IPv4 in any disguise (6to4, Teredo) among it. */
const IPV6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]
for (const [net, prefix] of IPV4) closed.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of IPV6) closed.addSubnet(net, prefix, 'ipv6')

const open6 = new BlockList()
open6.addSubnet('2000::', 3, 'ipv6')

/**
 * Whether an address is one of the public internet. Not: this host, private and shared (CGNAT) networks, link-local,
 * unique-local, multicast, documentation, and IPv6 addresses that stand for IPv4 ones.
 */
export const isPublicAddress = (address: string): boolean => {
  switch (isIP(address)) {
    case 4:
      return !closed.check(address, 'ipv4')
    case 6:
      return !address.includes('%') && open6.check(address, 'ipv6') && !closed.check(address, 'ipv6')
    default:
      return false
  }
}
