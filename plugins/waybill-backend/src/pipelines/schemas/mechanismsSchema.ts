import { z } from 'zod';
import { insecureGit } from './insecureGit';
import { branchName, gitRepoUrl, imageRepoUrl, treePath } from './scalars';
/** What of an image is written. */
const imageValue = z.enum(['ImageAndTag', 'Tag', 'ImageAndDigest', 'Digest']);

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
        value: imageValue,
      }),
    )
    .default([]),
  charts: z
    .array(
      z
        .strictObject({
          registryURL: z.string().min(1).optional(),
          // Its name from v0.8 on.
          repository: z.string().min(1).optional(),
          name: z.string().min(1).optional(),
          chartPath: treePath,
        })
        .refine(
          chart => Boolean(chart.registryURL) !== Boolean(chart.repository),
          {
            error:
              'Expected exactly one of registryURL and (its later name) repository',
          },
        )
        .transform(({ registryURL, repository, ...chart }) => ({
          ...chart,
          repository: registryURL ?? repository ?? '',
        })),
    )
    .default([]),
});

const gitRepoUpdate = z
  .strictObject({
    repoURL: gitRepoUrl,
    readBranch: branchName.optional(),
    writeBranch: branchName,
    pullRequest: z
      .strictObject({
        github: z.strictObject({}).optional(),
        gitlab: z.strictObject({}).optional(),
      })
      .refine(found => !(found.github && found.gitlab), {
        error: 'Expected at most one of github and gitlab',
      })
      .optional(),
    insecureSkipTLSVerify: insecureGit,
    kustomize: kustomize.optional(),
    helm: helm.optional(),
    render: z
      .unknown()
      .superRefine((_, context) =>
        context.addIssue({
          code: 'custom',
          params: { at: 'key' },
          message:
            'Kargo Render is no longer maintained, and not supported; write steps (promotionTemplate) with kustomize-build or helm-template',
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
      z
        .strictObject({
          /** Of a Git repository, or with `chart` of a chart repository. */
          repoURL: z.string().min(1),
          chart: z.string().min(1).optional(),
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
          helm: z
            .strictObject({
              images: z
                .array(
                  z.strictObject({
                    image: imageRepoUrl,
                    key: z.string().min(1),
                    value: imageValue,
                  }),
                )
                .min(1),
            })
            .optional(),
        })
        .superRefine(({ repoURL, chart }, context) => {
          const problem = chart
            ? undefined
            : gitRepoUrl.safeParse(repoURL).error?.issues[0];
          if (problem) {
            context.addIssue({
              code: 'custom',
              path: ['repoURL'],
              message: problem.message,
            });
          }
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
