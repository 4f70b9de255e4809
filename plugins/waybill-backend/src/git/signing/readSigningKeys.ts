import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { SigningKey } from './Signer';

/** The keys of `waybill.git.signing`. */
export interface SigningKeys {
  keys: ReadonlyMap<string, SigningKey>;
  /** Name of the key of every repository that no grant names one for; undefined: those commits are not signed. */
  defaultKey: string | undefined;
}

const KEYS = ['name', 'format', 'privateKey', 'passphrase', 'committer'];

/** Reads `waybill.git.signing`, and checks who is given its keys. Throws an `InputError` that names the entry, never what is in it. */
export function readSigningKeys(config: Config): SigningKeys {
  const signing = config.getOptionalConfig('waybill.git.signing');
  const keys = new Map<string, SigningKey>();
  const entries = signing?.getOptionalConfigArray('keys') ?? [];
  entries.forEach((entry, index) => {
    const where = `waybill.git.signing.keys[${index}]`;
    const unknown = entry.keys().find(key => !KEYS.includes(key));
    if (unknown !== undefined) {
      throw new InputError(
        `${where}: expected ${KEYS.join(', ')}, found "${unknown}"`,
      );
    }
    const name = entry.getString('name');
    if (keys.has(name)) {
      throw new InputError(`${where}: there is a key named "${name}" already`);
    }
    keys.set(name, readKey(entry, where));
  });
  const defaultKey = signing?.getOptionalString('default');
  if (defaultKey !== undefined && !keys.has(defaultKey)) {
    throw new InputError(
      `waybill.git.signing.default: there is no key named "${defaultKey}" in waybill.git.signing.keys`,
    );
  }
  const grants = config.getOptionalConfigArray('waybill.git.allow') ?? [];
  grants.forEach((grant, index) => {
    const named = grant.getOptionalString('signingKey');
    if (named !== undefined && !keys.has(named)) {
      throw new InputError(
        `waybill.git.allow[${index}].signingKey: there is no key named "${named}" in waybill.git.signing.keys`,
      );
    }
  });
  return { keys, defaultKey };
}

function readKey(entry: Config, where: string): SigningKey {
  const privateKey = entry.getString('privateKey');
  const format = formatOf(privateKey);
  const named = entry.getOptionalString('format');
  if (!format || (named !== undefined && named !== format)) {
    throw new InputError(
      `${where}.privateKey: expected ${
        named === 'ssh' ? '' : 'an armored OpenPGP private key'
      }${named === undefined ? ' or ' : ''}${
        named === 'openpgp' ? '' : 'an OpenSSH private key'
      }, found something else`,
    );
  }
  const passphrase = entry.getOptionalString('passphrase');
  if (passphrase !== undefined && format === 'ssh') {
    throw new InputError(
      `${where}.passphrase: SSH keys are used without one; take it off with "ssh-keygen -p"`,
    );
  }
  const committer = entry.getOptionalConfig('committer');
  return {
    format,
    privateKey,
    passphrase,
    identity: committer && {
      name: committer.getString('name'),
      email: committer.getString('email'),
    },
  };
}

/** Undefined: no private key of a kind that is known. */
export function formatOf(privateKey: string): SigningKey['format'] | undefined {
  if (/^\s*-----BEGIN PGP PRIVATE KEY BLOCK-----/.test(privateKey)) {
    return 'openpgp';
  }
  return /^\s*-----BEGIN (OPENSSH|RSA|EC) PRIVATE KEY-----/.test(privateKey)
    ? 'ssh'
    : undefined;
}
