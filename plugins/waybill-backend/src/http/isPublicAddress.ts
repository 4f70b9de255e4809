import ipaddr from 'ipaddr.js';

/**
 * Whether an IP address is one of the public internet: not this machine, a private network, the link, where clouds keep their secrets, or a
 * form that stands for one of those.
 */
export function isPublicAddress(address: string): boolean {
  // `unicast` is what no special range has; IPv4 inside IPv6 is taken for what it is.
  return (
    ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
  );
}
