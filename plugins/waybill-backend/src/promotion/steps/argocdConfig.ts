import { z } from 'zod';
import { applicationTarget, namesOneWay } from './applicationTarget';

const kustomizeImage = z
  .strictObject({
    repoURL: z.string().min(1),
    newName: z.string().optional(),
    tag: z.string().nullish(),
    digest: z.string().nullish(),
  })
  .refine(
    image => !(image.tag && image.digest),
    'only one of "tag" and "digest" can be set',
  );

const source = z
  .strictObject({
    repoURL: z.string().min(1),
    chart: z.string().optional(),
    desiredRevision: z.string().nullish(),
    updateTargetRevision: z.boolean().optional(),
    kustomize: z
      .strictObject({ images: z.array(kustomizeImage).min(1) })
      .optional(),
    helm: z
      .strictObject({
        images: z
          .array(
            z.strictObject({
              key: z.string().min(1),
              value: z.string().min(1),
            }),
          )
          .min(1),
      })
      .optional(),
  })
  .refine(
    item => !item.updateTargetRevision || Boolean(item.desiredRevision),
    '"updateTargetRevision" needs a "desiredRevision" to write',
  );

const app = z
  .strictObject({
    ...applicationTarget,
    sources: z.array(source).min(1).optional(),
  })
  .refine(...namesOneWay);

export const argocdUpdateSchema = z.strictObject({
  apps: z.array(app).min(1),
});

export type ArgocdUpdateConfig = z.infer<typeof argocdUpdateSchema>;
export type ArgocdAppUpdate = ArgocdUpdateConfig['apps'][number];
export type ArgocdSourceUpdate = NonNullable<
  ArgocdAppUpdate['sources']
>[number];
