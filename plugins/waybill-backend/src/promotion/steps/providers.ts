import { z } from 'zod';

/** Kargo's names of Git hosts; which of them is built is the host port's to say. */
export const providerSchema = z.enum([
  'azure',
  'bitbucket',
  'gitea',
  'github',
  'gitlab',
]);
