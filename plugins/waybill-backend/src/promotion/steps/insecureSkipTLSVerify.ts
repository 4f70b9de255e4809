import { z } from 'zod';

/**
 * Kargo's `insecureSkipTLSVerify` of steps that show the platform's token to a host: refused, since a team's file would have it sent to
 * whoever answers in the host's name.
 */
export const insecureSkipTLSVerify = z
  .unknown()
  .refine(
    value => value === undefined || value === null || value === false,
    '"insecureSkipTLSVerify" is refused: it would show the platform\'s token to whoever answers; the platform trusts a certificate authority of its own with NODE_EXTRA_CA_CERTS, and with GIT_SSL_CAINFO for the git program',
  )
  .optional();
