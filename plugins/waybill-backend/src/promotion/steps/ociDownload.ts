import { NotFoundError } from '@backstage/errors';
import {
  StepDefinition,
  StepFailure,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { withDigest } from './withDigest';

const LIMIT_BYTES = 100 * 1024 * 1024;

const schema = z.strictObject({
  imageRef: z
    .string()
    .regex(
      /^(oci:\/\/)?[a-zA-Z0-9._-]+(:\d+)?(\/[a-zA-Z0-9._-]+)*[@:][a-zA-Z0-9._:-]+$/,
      'must name an artifact with a tag or a digest',
    ),
  outPath: z.string().min(1),
  mediaType: z.string().min(1).optional(),
  allowOverwrite: z.boolean().optional(),
  insecureSkipTLSVerify: z.boolean().optional(),
});

/**
 * Downloads the content of an artifact's layer.
 *
 * @remarks The digest is noted the first time, so that building the workspace again gives the same, wherever the tag has gone.
 */
export const ociDownload: StepDefinition<z.infer<typeof schema>> = {
  id: 'oci-download',
  kind: 'files',
  schema,
  async plan(_context, config) {
    return {
      summary: `download ${config.imageRef} to ${config.outPath}`,
      effects: [],
    };
  },
  async run(context, config) {
    const { oci, workspace, record, signal } = context;
    const { imageRef, outPath, mediaType, insecureSkipTLSVerify } = config;
    if (!config.allowOverwrite && (await workspace.mode(outPath))) {
      throw new StepFailure(
        `There is a file at "${outPath}", and allowOverwrite is not set`,
      );
    }
    const known = record.value.digest;
    const digest =
      typeof known === 'string'
        ? known
        : (
            await oci.resolve({
              reference: imageRef,
              insecureSkipTLSVerify,
              signal,
            })
          )?.digest;
    if (digest === undefined) {
      throw new NotFoundError(`There is no artifact ${imageRef}`);
    }
    const content = await oci.download({
      reference: withDigest(imageRef, digest),
      mediaType,
      limitBytes: LIMIT_BYTES,
      insecureSkipTLSVerify,
      signal,
    });
    await workspace.write(outPath, content);
    if (known === undefined) {
      await record.note({ digest });
    }
    return { status: 'Succeeded' };
  },
};
