import { CustomErrorBase } from '@backstage/errors';

/** Git failed for no reason that lies with the remote: the cached repository is to be thrown away and fetched again. */
export class CacheFault extends CustomErrorBase {
  name = 'CacheFault' as const;
}
