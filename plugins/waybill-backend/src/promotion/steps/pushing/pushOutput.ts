import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { StepContext, WorkTree } from '@waybill/backstage-plugin-waybill-node';
import { settledFiles } from '../../workspace/RecordingWorkTree';

/** What a push puts out. `to`: the branch, or the tag. */
export function pushOutput(
  tree: WorkTree,
  to: { branch: string } | { tag: string },
  commit: string,
): JsonObject {
  return { ...to, commit, repoURL: tree.repoURL, files: settledFiles(tree) };
}

/** With where a person can look at the commit, if the repository is on a host that is known. */
export async function pushedOutput(
  context: StepContext,
  tree: WorkTree,
  to: { branch: string } | { tag: string },
  commit: string,
  provider: string | undefined,
): Promise<JsonObject> {
  const output = pushOutput(tree, to, commit);
  try {
    const { repoURL } = tree;
    const host = await context.hosts.forRepository({ repoURL, provider });
    return { ...output, commitURL: host.commitUrl(commit) };
  } catch {
    // The push is done; a plain Git server has no pages.
    return output;
  }
}
