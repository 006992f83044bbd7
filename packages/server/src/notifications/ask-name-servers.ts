import { Resolver } from 'node:dns/promises';

/**
 * All addresses of a host on the open Internet, asked of the name servers by ourselves. The system's own look-up (which
 * also knows the hosts file) waits in one of Node's few threads and cannot be given up: a name server that does not
 * answer would keep the database's name and everybody else's targets waiting.
 *
 * @param over gives it up
 * @param servers instead of the system's, as `address:port`
 * @throws what the name servers said, when there is no address of either kind
 */
export async function askNameServers(
  host: string,
  over: AbortSignal,
  servers?: readonly string[],
): Promise<readonly string[]> {
  const resolver = new Resolver();
  if (servers !== undefined) resolver.setServers(servers);
  const giveUp = (): void => resolver.cancel();
  over.addEventListener('abort', giveUp, { once: true });
  try {
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    const [first] = answers;
    if (addresses.length === 0 && first.status === 'rejected') throw first.reason;
    return addresses;
  } finally {
    over.removeEventListener('abort', giveUp);
  }
}
