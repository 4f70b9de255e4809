import { z } from 'zod';
import { notBuilt } from './notBuilt';
import { branchName, gitRepoUrl, imageRepoUrl, treePath } from './scalars';

const certificate =
  'remove it and trust the server’s certificate authority instead (NODE_EXTRA_CA_CERTS)';

const kustomize = z.strictObject({
  images: z
    .array(
      z.strictObject({
        image: imageRepoUrl,
        path: treePath,
        useDigest: z.boolean().default(false),
      }),
    )
    .min(1),
});

const helm = z.strictObject({
  images: z
    .array(
      z.strictObject({
        image: imageRepoUrl,
        valuesFilePath: treePath,
        key: z.string().min(1),
        value: z.enum(['ImageAndTag', 'Tag', 'ImageAndDigest', 'Digest']),
      }),
    )
    .default([]),
  charts: notBuilt('charts', 'remove it or write steps (promotionTemplate)'),
});

const gitRepoUpdate = z
  .strictObject({
    repoURL: gitRepoUrl,
    readBranch: branchName.optional(),
    writeBranch: branchName,
    pullRequest: z
      .strictObject({
        github: z.strictObject({}).optional(),
        gitlab: z
          .unknown()
          .superRefine((_, context) =>
            context.addIssue({
              code: 'custom',
              params: { at: 'key' },
              message: 'gitlab is not built yet; remove it or use github',
            }),
          )
          .optional(),
      })
      .optional(),
    insecureSkipTLSVerify: notBuilt('insecureSkipTLSVerify', certificate),
    kustomize: kustomize.optional(),
    helm: helm.optional(),
    render: z
      .unknown()
      .superRefine((_, context) =>
        context.addIssue({
          code: 'custom',
          params: { at: 'key' },
          message:
            'render (Kargo Render) is not built yet; remove it or use kustomize or helm',
        }),
      )
      .optional(),
  })
  .superRefine((update, context) => {
    if (update.kustomize && update.helm) {
      context.addIssue({
        code: 'custom',
        message: 'Expected at most one of kustomize, helm and render',
      });
    }
  });

const argoCDAppUpdate = z.strictObject({
  appName: z.string().min(1),
  appNamespace: z.string().min(1).default('argocd'),
  sourceUpdates: z
    .array(
      z.strictObject({
        repoURL: gitRepoUrl,
        chart: notBuilt('chart', 'remove the source update'),
        updateTargetRevision: z.boolean().default(false),
        kustomize: z
          .strictObject({
            images: z
              .array(
                z.strictObject({
                  image: imageRepoUrl,
                  useDigest: z.boolean().default(false),
                }),
              )
              .min(1),
          })
          .optional(),
        helm: notBuilt('helm', 'remove it or write steps (promotionTemplate)'),
      }),
    )
    .default([]),
});

/** v0.3's `promotionMechanisms`: what a Stage does with Freight before there were steps. */
export const mechanismsSchema = z.strictObject({
  gitRepoUpdates: z.array(gitRepoUpdate).default([]),
  argoCDAppUpdates: z.array(argoCDAppUpdate).default([]),
});

/** @see mechanismsSchema */
export type Mechanisms = z.output<typeof mechanismsSchema>;
/** One element of `gitRepoUpdates`. */
export type GitRepoUpdate = Mechanisms['gitRepoUpdates'][number];
/** One element of `argoCDAppUpdates`. */
export type ArgoCDAppUpdate = Mechanisms['argoCDAppUpdates'][number];
