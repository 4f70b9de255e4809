import { InputError } from '@backstage/errors';

/** What an image was built for. @public */
export interface ImagePlatform {
  os: string;
  arch: string;
  variant?: string;
}

/**
 * Whether an image's platform is the one a subscription names, `os/arch` or `os/arch/variant`: all three must be
 * equal, and no variant equals only no variant. Throws `InputError` for any other text.
 * @public
 */
export function platformFilter(
  text: string,
): (platform: ImagePlatform) => boolean {
  const [os, arch, variant = '', ...more] = text.split('/');
  if (!os || !arch || more.length > 0) {
    throw new InputError(
      `Expected a platform such as "linux/amd64" or "linux/arm/v7", found "${text}"`,
    );
  }
  return platform =>
    platform.os === os &&
    platform.arch === arch &&
    (platform.variant ?? '') === variant;
}
