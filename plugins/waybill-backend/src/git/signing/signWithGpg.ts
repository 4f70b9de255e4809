import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@backstage/errors';
import { runSigner } from './runSigner';
import { SigningKey } from './Signer';

/** A detached, armored OpenPGP signature. `home`: an empty folder that nobody else may read, and that goes afterwards. */
export async function signWithGpg(
  content: Buffer,
  { privateKey, passphrase }: SigningKey,
  date: Date,
  home: string,
): Promise<string> {
  const quiet = ['--batch', '--quiet', '--no-tty'];
  const secret = ['--pinentry-mode', 'loopback', '--passphrase-fd', '3'];
  // The agent wraps the key anew before it uses it, which is to take seconds of work; it is gone before that could keep anybody out.
  await writeFile(join(home, 'gpg-agent.conf'), 's2k-count 65536\n');
  try {
    await runSigner('gpg', [...quiet, ...secret, '--import'], {
      home,
      input: privateKey,
      passphrase,
    });
    const listed = await runSigner(
      'gpg',
      [...quiet, '--with-colons', '--list-secret-keys'],
      { home },
    );
    const fingerprints = [...String(listed).matchAll(/^fpr:+([0-9A-F]+):/gm)];
    if (fingerprints.length === 0) {
      throw new InputError('The OpenPGP key for signing holds no private key');
    }
    const signature = await runSigner(
      'gpg',
      [
        ...quiet,
        ...secret,
        // The same commit again has the same signature, and so the same id.
        '--faked-system-time',
        date.toISOString().replace(/[-:]|\.\d+Z/g, ''),
        '--ignore-time-conflict',
        '--local-user',
        fingerprints[0][1],
        '--armor',
        '--detach-sign',
      ],
      { home, input: content, passphrase },
    );
    return String(signature);
  } finally {
    // gpg has started an agent there that holds the key.
    await runSigner('gpgconf', ['--kill', 'gpg-agent'], { home }).catch(
      () => {},
    );
  }
}
