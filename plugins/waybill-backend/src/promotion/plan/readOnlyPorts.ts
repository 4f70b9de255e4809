import { NotAllowedError } from '@backstage/errors';
import { StepPorts, WorkTree } from '@waybill/backstage-plugin-waybill-node';
import {
  recordCommits,
  RecordingWorkTree,
} from '../workspace/RecordingWorkTree';

/**
 * The same ports for a plan: whatever would change something outside throws.
 *
 * @param onOpen - told of each work tree, which remembers what its commits changed
 */
export function readOnlyPorts(
  ports: StepPorts,
  onOpen: (tree: RecordingWorkTree) => void,
): StepPorts {
  const { git, hosts, argo, metadata, tools } = ports;
  return {
    git: {
      async open(options) {
        const tree = recordCommits(withoutPush(await git.open(options)));
        onOpen(tree);
        return tree;
      },
      resolve: options => git.resolve(options),
      findByTrailer: options => git.findByTrailer(options),
      contains: options => git.contains(options),
      changedPaths: options => git.changedPaths(options),
    },
    hosts: {
      async forRepository(options) {
        const host = await hosts.forRepository(options);
        return {
          findOpenPullRequest: request => host.findOpenPullRequest(request),
          getPullRequest: request => host.getPullRequest(request),
          commitUrl: commit => host.commitUrl(commit),
          openPullRequest: async () => refuse('open a pull request'),
        };
      },
    },
    argo: {
      get: (ref, signal) => argo.get(ref, signal),
      list: (options, signal) => argo.list(options, signal),
      refresh: async () => refuse('refresh an Application'),
      sync: async () => refuse('sync an Application'),
    },
    metadata: {
      ofStage: (name, signal) => metadata.ofStage(name, signal),
      ofFreight: (id, signal) => metadata.ofFreight(id, signal),
      update: async () => refuse('write metadata'),
      setFreightAlias: async () => refuse('rename Freight'),
    },
  };
}
    // They write in a scratch folder only.
    tools,

function withoutPush(tree: WorkTree): WorkTree {
  // Getters and private fields stay with the tree they belong to.
  return new Proxy(tree, {
    get(target, property) {
      if (property === 'push') {
        return async () => refuse('push');
      }
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function refuse(what: string): never {
  throw new NotAllowedError(`A plan must not ${what}`);
}
