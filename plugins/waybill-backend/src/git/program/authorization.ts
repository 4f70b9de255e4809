import { Credential } from '../../ports';

/** The value of the header that carries a credential. */
export function authorization(credential: Credential): string {
  return credential.type === 'bearer'
    ? `Bearer ${credential.token}`
    : `Basic ${Buffer.from(
        `${credential.username}:${credential.password}`,
      ).toString('base64')}`;
}
