import { CommitOptions } from '@waybill/backstage-plugin-waybill-node';
import { objectId } from '../objects/objectId';
import { Signer } from '../signing/Signer';
import { withSignature } from '../signing/withSignature';
import { commitContent } from './commitContent';

/** A commit object of a tree, signed where it is to be. */
export async function makeCommit(
  tree: string,
  parents: readonly string[],
  commit: CommitOptions,
  signer: Signer | undefined,
): Promise<{ id: string; content: Buffer }> {
  const key = signer?.keyFor(commit.signingKey);
  const plain = commitContent({
    tree,
    parents,
    commit,
    committer: key?.identity,
  });
  const content =
    signer && key
      ? withSignature(plain, await signer.sign(plain, key, commit.date))
      : plain;
  return { id: objectId('commit', content), content };
}
