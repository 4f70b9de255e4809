import { NotAllowedError } from '@backstage/errors';
import { publicLookup } from './publicLookup';

/** Where names are not found, somebody may be waiting for a server of names that never answers. */
const PATIENCE_MS = 2_000;

/**
 * Before a request goes through a proxy, which finds the address itself: throws a `NotAllowedError` for a host that this process finds
 * at an address that is not public. One that it does not find is left to the proxy.
 */
export async function assertNotInner(hostname: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(resolve, PATIENCE_MS);
      // Also `localhost.`, which not every resolver finds with its dot.
      publicLookup(hostname.replace(/\.$/, ''), { all: true }, error =>
        error instanceof NotAllowedError ? reject(error) : resolve(),
      );
    });
  } finally {
    clearTimeout(timer);
  }
}
