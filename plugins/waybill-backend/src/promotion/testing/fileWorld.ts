import { StepContext } from '@waybill/backstage-plugin-waybill-node';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { GitWorkTree } from '../../git/tree/GitWorkTree';
import { validateConfig } from '../runner/validateConfig';
import { builtInSteps } from '../steps';
import { createWorkspace } from '../workspace/createWorkspace';

async function noRemote(): Promise<never> {
  throw new Error('There is no remote here');
}

function emptyTree(repository: string): GitWorkTree {
  return new GitWorkTree({
    repoURL: `https://git.example.com/${repository}`,
    repositoryKey: repository,
    branch: 'main',
    base: undefined,
    source: { trees: async () => new Map(), blobs: async () => new Map() },
    remote: {
      push: noRemote,
      pushTag: noRemote,
      treeOf: noRemote,
      mergeBase: noRemote,
    },
  });
}

/**
 * A workspace with real work trees of one repository at `src` and `out`, one of another at `other`, and steps that run in it.
 */
export function fileWorld() {
  const workspace = createWorkspace();
  workspace.mount('src', emptyTree('config'));
  workspace.mount('out', emptyTree('config'));
  workspace.mount('other', emptyTree('other'));
  return {
    workspace,
    /** Texts are files, `!` before a path makes it executable, `@` a link. */
    async put(files: Record<string, string>) {
      for (const [name, text] of Object.entries(files)) {
        const path = name.replace(/^[!@]/, '');
        if (name.startsWith('@')) {
          await workspace.link(path, text);
        } else {
          await workspace.write(path, text, {
            executable: name.startsWith('!'),
          });
        }
      }
    },
    /** As they are put. */
    async files(folder: string): Promise<Record<string, string>> {
      const found: Record<string, string> = {};
      for (const path of await workspace.list(folder)) {
        const mode = await workspace.mode(path);
        if (mode === 'link') {
          found[`@${path}`] = (await workspace.readLink(path)) ?? '';
        } else {
          const prefix = mode === 'executable' ? '!' : '';
          found[prefix + path] = String(await workspace.read(path));
        }
      }
      return found;
    },
    async run(uses: string, config: JsonObject) {
      const step = builtInSteps.find(each => each.id === uses);
      if (!step) {
        throw new Error(`There is no step ${uses}`);
      }
      const checked = validateConfig(step, config);
      if ('problem' in checked) {
        throw new Error(checked.problem);
      }
      // File steps know nothing else of their context.
      const context: Pick<StepContext, 'workspace'> = { workspace };
      return step.run(context as StepContext, checked.config);
    },
  };
}
