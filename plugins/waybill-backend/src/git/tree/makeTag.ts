import { TagOptions } from '@waybill/backstage-plugin-waybill-node';
import { objectId } from '../objects/objectId';
import { Signer } from '../signing/Signer';
import { tagContent } from './tagContent';

/** An annotated tag of a commit; a signature stands at its end. */
export async function makeTag(
  commit: string,
  options: TagOptions,
  signer: Signer | undefined,
): Promise<{ id: string; content: Buffer }> {
  const key = signer?.keyFor(options.signingKey);
  const plain = tagContent(commit, {
    ...options,
    tagger: key?.identity ?? options.tagger,
  });
  const content =
    signer && key
      ? Buffer.concat([
          plain,
          Buffer.from(await signer.sign(plain, key, options.date)),
        ])
      : plain;
  return { id: objectId('tag', content), content };
}
