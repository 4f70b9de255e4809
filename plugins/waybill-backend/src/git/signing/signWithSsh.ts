import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runSigner } from './runSigner';
import { SigningKey } from './Signer';

/** An armored SSH signature, as `git` makes it with `gpg.format=ssh`. `home`: as for OpenPGP. */
export async function signWithSsh(
  content: Buffer,
  { privateKey }: SigningKey,
  home: string,
): Promise<string> {
  const file = join(home, 'key');
  // ssh-keygen reads keys from files alone, and no key without a newline at its end.
  await writeFile(file, `${privateKey.trim()}\n`, { mode: 0o600 });
  const signature = await runSigner(
    'ssh-keygen',
    ['-Y', 'sign', '-n', 'git', '-f', file],
    { home, input: content },
  );
  return String(signature);
}
