import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@backstage/errors';
import { formatOf, SigningKeys } from './readSigningKeys';
import { Signer, SigningKey } from './Signer';
import { signWithGpg } from './signWithGpg';
import { signWithSsh } from './signWithSsh';

/** Signs with `gpg` and `ssh-keygen`, each time in a folder of its own that goes afterwards. */
export function createSigner({ keys, defaultKey }: SigningKeys): Signer {
  return {
    keyFor(asked = defaultKey): SigningKey | undefined {
      if (asked === undefined || asked === false) {
        return undefined;
      }
      const known = keys.get(asked);
      if (known) {
        return known;
      }
      const format = formatOf(asked);
      if (!format) {
        throw new InputError(
          `"signingKey": expected an armored OpenPGP private key, an OpenSSH private key, or the name of a key in waybill.git.signing${
            // What looks like a name may be shown; anything else may be most of a key.
            /^[\w.-]{1,64}$/.test(asked) ? `; found "${asked}"` : ''
          }`,
        );
      }
      return { format, privateKey: asked };
    },
    async sign(content, key, date) {
      const home = await mkdtemp(join(tmpdir(), 'waybill-sign-'));
      try {
        return key.format === 'openpgp'
          ? await signWithGpg(content, key, date, home)
          : await signWithSsh(content, key, home);
      } finally {
        await rm(home, { recursive: true, force: true, maxRetries: 3 });
      }
    },
  };
}
