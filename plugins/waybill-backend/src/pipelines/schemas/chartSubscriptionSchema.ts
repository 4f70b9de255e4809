import { z } from 'zod';
import { chartName, chartRepoUrl, discoveryLimit } from './scalars';

/** `spec.subscriptions[].chart`, in today's form and that of v0.3 (`registryURL`, always with a name). */
export const chartSubscriptionSchema = z
  .strictObject({
    repoURL: chartRepoUrl.optional(),
    /** v0.3's name of it; of an OCI registry the folder that the chart is in. */
    registryURL: chartRepoUrl.optional(),
    name: chartName.optional(),
    semverConstraint: z.string().default(''),
    discoveryLimit: discoveryLimit.default(20),
    insecureSkipTLSVerify: z.boolean().default(false),
  })
  .superRefine(({ repoURL, registryURL, name }, context) => {
    const refuse = (message: string, path: string[] = []) =>
      context.addIssue({ code: 'custom', message, path });
    if (Boolean(repoURL) === Boolean(registryURL)) {
      refuse(
        'Expected exactly one of repoURL and (as in v0.3) registryURL of a chart',
      );
    } else if (repoURL?.startsWith('oci://') && name) {
      refuse(
        `Expected no name beside an oci:// address, which is the chart's own; write repoURL: ${repoURL.replace(
          /\/+$/,
          '',
        )}/${name}, unless that is what it says already`,
        ['name'],
      );
    } else if (!name && !repoURL?.startsWith('oci://')) {
      refuse('Expected the name of a chart in this repository');
    }
  })
  .transform(({ repoURL, registryURL, ...chart }) => ({
    ...chart,
    repoURL: repoURL ?? registryURL ?? '',
  }));

/** @see chartSubscriptionSchema */
export type ChartSubscriptionDocument = z.output<
  typeof chartSubscriptionSchema
>;
