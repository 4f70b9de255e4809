import { z } from 'zod';

/** What `argocd-update` registers. */
export const healthCheckConfig = z.object({
  apps: z.array(
    z.object({
      instance: z.string().optional(),
      namespace: z.string(),
      name: z.string(),
      desired: z.array(
        z.object({
          sourceIndex: z.number().int().min(0),
          revision: z.string(),
          repoURL: z.string(),
          /** Files that the Promotion changed there. */
          paths: z.array(z.string()),
        }),
      ),
    }),
  ),
});

export type CheckedApplication = z.infer<
  typeof healthCheckConfig
>['apps'][number];
