import { NotAllowedError } from '@backstage/errors';
import {
  CommitOptions,
  StepPorts,
  TagOptions,
  WorkTree,
} from '@waybill/backstage-plugin-waybill-node';
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
  const { git, hosts, argo, metadata, tools, reviews } = ports;
  const { http, oci, charts, messages, actions, changelog } = ports;
  return {
    git: {
      async open(options) {
        const tree = recordCommits(withoutPush(await git.open(options)));
        onOpen(tree);
        return tree;
      },
      resolve: options => git.resolve(options),
      pushRules: repoURL => git.pushRules(repoURL),
      inTurn: (options, work) => git.inTurn(options, work),
      findByTrailer: options => git.findByTrailer(options),
      contains: options => git.contains(options),
      changedPaths: options => git.changedPaths(options),
    },
    hosts: {
      async forRepository(options) {
        const host = await hosts.forRepository(options);
        return {
          findOpenPullRequest: request => host.findOpenPullRequest(request),
          findNewestPullRequest: request => host.findNewestPullRequest(request),
          getPullRequest: request => host.getPullRequest(request),
          commitUrl: commit => host.commitUrl(commit),
          ...(host.compareCommits && {
            compareCommits: host.compareCommits.bind(host),
          }),
          openPullRequest: async () => refuse('open a pull request'),
          ...(host.updatePullRequest && {
            updatePullRequest: async () => refuse('change a pull request'),
          }),
          mergePullRequest: async () => refuse('merge a pull request'),
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
    // They write in a scratch folder only.
    tools,
    reviews,
    http: {
      send: async request =>
        request.method === 'GET' || request.method === 'HEAD'
          ? http.send(request)
          : refuse(`send a ${request.method}`),
    },
    oci: {
      resolve: options => oci.resolve(options),
      listTags: options => oci.listTags(options),
      download: options => oci.download(options),
      copy: async () => refuse('push to a registry'),
    },
    charts,
    messages: {
      isRepeatable: channel => messages.isRepeatable(channel),
      send: async () => refuse('send a message'),
    },
    actions: {
      find: id => actions.find(id),
      invoke: async () => refuse('run an action'),
    },
    changelog,
  };
}

function withoutPush(tree: WorkTree): WorkTree {
  // Getters and private fields stay with the tree they belong to.
  return new Proxy(tree, {
    get(target, property) {
      if (property === 'push' || property === 'pushTag') {
        return async () => refuse('push');
      }
      if (property === 'commit' || property === 'tag') {
        // A plan's commits are seen by nobody, and a signature vouches for something.
        return (options: CommitOptions & TagOptions) =>
          target[property]({ ...options, signingKey: false });
      }
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function refuse(what: string): never {
  throw new NotAllowedError(`A plan must not ${what}`);
}
