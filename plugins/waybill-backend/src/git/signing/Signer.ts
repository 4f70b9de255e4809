import { CommitIdentity } from '@waybill/backstage-plugin-waybill-node';

/** A private key, and whose. */
export interface SigningKey {
  format: 'openpgp' | 'ssh';
  /** As text: armored, or OpenSSH's own format. Never logged, never on a command line. */
  privateKey: string;
  passphrase?: string;
  /** Of commits and tags that it signs; hosts compare it with the key's. Undefined: the author. */
  identity?: CommitIdentity;
}

/** Makes signatures over commits and tags. */
export interface Signer {
  /**
   * The key that is meant by `signingKey` of a commit. Undefined: it is not signed. Throws an `InputError` for what is neither a known
   * name nor a key.
   */
  keyFor(asked: string | false | undefined): SigningKey | undefined;
  /** An armored signature. `date`: when it says that it was made, so that the same commit has the same signature again. */
  sign(content: Buffer, key: SigningKey, date: Date): Promise<string>;
}
