import { GitPort, WorkTree } from '@waybill/backstage-plugin-waybill-node';
import { Outside } from '../outside/Outside';
import { PortCalls } from './PortCalls';
import { Turn } from './Turn';

/** Git over the wire, for one turn. */
export function createGitPort(
  outside: Outside,
  calls: PortCalls,
  turn: Turn,
  onSend: (turn: Turn, what: string) => void,
): GitPort {
  const { git } = outside.remote;
  const { owner } = turn;
  const ask = <T>(
    what: string,
    signal: AbortSignal,
    run: () => Promise<T>,
  ): Promise<T> =>
    calls.call({ owner, port: 'git', what, effect: false, signal, run });
  // What the server does is not stopped by who asked.
  const signal = new AbortController().signal;

  const wire = (tree: WorkTree): WorkTree => {
    const remote: WorkTree = Object.create(tree);
    remote.push = options => {
      const { targetBranch: branch } = options;
      const commit = tree.head ?? '';
      onSend(turn, `push ${commit.slice(0, 7)} to ${branch}`);
      return calls.call({
        owner,
        port: 'git',
        what: `push ${commit.slice(0, 7)} to ${branch}`,
        effect: true,
        signal: options.signal,
        async run() {
          const before = outside.remote.tip(tree.repoURL, branch);
          const result = await tree.push({ ...options, signal });
          if (result.status === 'pushed' && before !== commit) {
            const { repoURL } = tree;
            outside.happened({ type: 'push', repoURL, branch, commit }, turn);
          }
          return result;
        },
      });
    };
    return remote;
  };

  return {
    ...git,
    open: async options =>
      wire(
        await ask('open', options.signal, () =>
          git.open({ ...options, signal }),
        ),
      ),
    resolve: options =>
      ask('resolve', options.signal, () => git.resolve({ ...options, signal })),
    findByTrailer: options =>
      ask('findByTrailer', options.signal, () =>
        git.findByTrailer({ ...options, signal }),
      ),
    contains: options =>
      ask('contains', options.signal, () =>
        git.contains({ ...options, signal }),
      ),
    changedPaths: options =>
      ask('changedPaths', options.signal, () =>
        git.changedPaths({ ...options, signal }),
      ),
  };
}
