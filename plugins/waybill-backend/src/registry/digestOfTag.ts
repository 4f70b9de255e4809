import { NotFoundError } from '@backstage/errors';
import { RegistryClient } from './client/RegistryClient';
import { digestOf } from './digestOf';
import { ANY_MANIFEST } from './mediaTypes';
import { RegistryAccess } from './RegistryAccess';

const LIMIT_BYTES = 4 * 1024 * 1024;

/** The digest that a tag stands for now; undefined: no such tag, or not an image. */
export async function digestOfTag(
  client: RegistryClient,
  access: RegistryAccess,
  tag: string,
): Promise<string | undefined> {
  const path = `/v2/${access.repository.name}/manifests/${tag}`;
  const accept = ANY_MANIFEST;
  try {
    const head = await client.ask({
      ...access,
      method: 'HEAD',
      path,
      accept,
      limitBytes: 0,
    });
    const digest = head.headers.get('docker-content-digest');
    if (digest) {
      return digest;
    }
    const whole = await client.ask({
      ...access,
      method: 'GET',
      path,
      accept,
      limitBytes: LIMIT_BYTES,
    });
    return digestOf(whole.body);
  } catch (error) {
    if (error instanceof NotFoundError) {
      return undefined;
    }
    throw error;
  }
}
