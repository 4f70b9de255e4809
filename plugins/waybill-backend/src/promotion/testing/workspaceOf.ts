import { Workspace } from '@waybill/backstage-plugin-waybill-node';
import { createWorkspace } from '../workspace/createWorkspace';
import { createFakeGit } from './FakeGit';
import { REPO } from './promotionWorld';

/** A workspace with one work tree at `src` and an empty one at `out`; what is named otherwise is scratch. */
export async function workspaceOf(
  files: Record<string, string>,
): Promise<Workspace> {
  const git = createFakeGit();
  const inTree = Object.entries(files).filter(([path]) =>
    path.startsWith('src/'),
  );
  git.create(
    REPO,
    Object.fromEntries(
      inTree.map(([path, text]) => [path.slice('src/'.length), text]),
    ),
  );
  const workspace = createWorkspace();
  const { signal } = new AbortController();
  const open = (branch: string) =>
    git.open({ repoURL: REPO, start: { branch, create: true }, signal });
  workspace.mount('src', await open('main'));
  workspace.mount('out', await open('rendered'));
  for (const [path, text] of Object.entries(files)) {
    if (!path.startsWith('src/')) {
      await workspace.write(path, text);
    }
  }
  return workspace;
}
