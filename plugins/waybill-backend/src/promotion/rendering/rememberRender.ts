import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import {
  StepContext,
  StepFailure,
} from '@waybill/backstage-plugin-waybill-node';

/** Base64, kept with the Promotion. */
const MOST_KEPT_CHARS = 512 * 1024;
/** Of what is kept, once it is unpacked. */
const MOST_UNPACKED_BYTES = 64 * 1024 * 1024;

/**
 * Renders, or answers with what this step rendered before from the very same: a workspace that is built again after a crash or a
 * lost race must come out as it was, and some renders give something else each time.
 *
 * @param options.inputs - all that the render reads, by path
 * @param options.unlike - what makes one render unlike the next; none: it is not kept
 */
export async function rememberRender(
  context: Pick<StepContext, 'record'>,
  options: {
    inputs: ReadonlyMap<string, Buffer>;
    args: readonly string[];
    unlike: readonly string[];
    produce(): Promise<Map<string, Buffer>>;
  },
): Promise<Map<string, Buffer>> {
  if (options.unlike.length === 0) {
    return options.produce();
  }
  const key = keyOf(options);
  const { rendered } = context.record.value;
  if (isKept(rendered) && rendered.key === key) {
    return unpack(rendered.files);
  }
  const files = await options.produce();
  const packed = await pack(files);
  if (packed.length > MOST_KEPT_CHARS) {
    throw new StepFailure(
      `This render is another one each time (${options.unlike.join(
        ', ',
      )}) and with ${
        packed.length
      } characters too large to be kept; give these values in values files`,
    );
  }
  await context.record.note({ rendered: { key, files: packed } });
  return files;
}

function keyOf(options: {
  inputs: ReadonlyMap<string, Buffer>;
  args: readonly string[];
}): string {
  const hash = createHash('sha256').update(JSON.stringify(options.args));
  for (const [path, content] of options.inputs) {
    hash.update(`\0${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function isKept(value: unknown): value is { key: string; files: string } {
  const kept = value as Partial<Record<'key' | 'files', unknown>> | undefined;
  return typeof kept?.key === 'string' && typeof kept.files === 'string';
}

async function pack(files: ReadonlyMap<string, Buffer>): Promise<string> {
  const texts = [...files].map(([path, content]) => [
    path,
    content.toString('utf8'),
  ]);
  const bytes = await promisify(gzip)(JSON.stringify(texts));
  return bytes.toString('base64');
}

async function unpack(packed: string): Promise<Map<string, Buffer>> {
  const bytes = await promisify(gunzip)(Buffer.from(packed, 'base64'), {
    maxOutputLength: MOST_UNPACKED_BYTES,
  });
  const texts = JSON.parse(bytes.toString('utf8')) as [string, string][];
  return new Map(texts.map(([path, text]) => [path, Buffer.from(text)]));
}
