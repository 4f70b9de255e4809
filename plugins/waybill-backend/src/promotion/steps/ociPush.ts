import { NotFoundError } from '@backstage/errors';
import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { withDigest } from './withDigest';

const LIMIT_BYTES = 1024 * 1024 * 1024;
const NAME = '[a-zA-Z0-9._-]+(:\\d+)?(/[a-zA-Z0-9._-]+)*';

const schema = z.strictObject({
  srcRef: z
    .string()
    .regex(
      new RegExp(`^(oci://)?${NAME}[@:][a-zA-Z0-9._:-]+$`),
      'must name an artifact with a tag or a digest',
    ),
  destRef: z
    .string()
    .regex(
      new RegExp(`^(oci://)?${NAME}:[a-zA-Z0-9._-]+$`),
      'must name a repository and a tag',
    ),
  annotations: z.record(z.string(), z.string()).optional(),
  insecureSkipTLSVerify: z.boolean().optional(),
});

/**
 * Copies an artifact to another registry, or gives it another tag.
 *
 * @remarks What the source stands for is noted before anything is written; copying that again makes the same, so that a crash is no matter.
 */
export const ociPush: StepDefinition<z.infer<typeof schema>> = {
  id: 'oci-push',
  kind: 'outside',
  usesWorkspace: false,
  schema,
  async plan(context, config) {
    const { srcRef, destRef, annotations = {} } = config;
    const source = await context.oci.resolve({
      reference: srcRef,
      insecureSkipTLSVerify: config.insecureSkipTLSVerify,
      signal: context.signal,
    });
    const hasAnnotations = Object.keys(annotations).length > 0;
    return {
      summary: `copy ${srcRef} to ${destRef}`,
      effects: [
        {
          type: 'oci-push',
          source: source ? withDigest(srcRef, source.digest) : srcRef,
          destination: destRef,
          annotations,
        },
      ],
      output: {
        image: imageOf(destRef),
        tag: tagOf(destRef),
        ...(source && !hasAnnotations ? { digest: source.digest } : {}),
      },
      unknowns: source && !hasAnnotations ? [] : ['digest'],
    };
  },
  async run(context, config) {
    const { oci, record, signal } = context;
    const { srcRef, destRef, annotations = {}, insecureSkipTLSVerify } = config;
    let { source } = record.value;
    if (typeof source !== 'string') {
      const found = await oci.resolve({
        reference: srcRef,
        insecureSkipTLSVerify,
        signal,
      });
      if (!found) {
        throw new NotFoundError(`There is no artifact ${srcRef}`);
      }
      source = withDigest(srcRef, found.digest);
      await record.note({ source });
    }
    const { digest } = await oci.copy({
      from: source,
      to: destRef,
      annotations,
      limitBytes: LIMIT_BYTES,
      insecureSkipTLSVerify,
      signal,
    });
    return {
      status: 'Succeeded',
      message: `Pushed ${imageOf(destRef)}`,
      output: { image: imageOf(destRef), digest, tag: tagOf(destRef) },
    };
  },
};

function imageOf(reference: string): string {
  return reference.replace(/^oci:\/\//, '');
}

function tagOf(reference: string): string {
  return reference.slice(reference.lastIndexOf(':') + 1);
}
