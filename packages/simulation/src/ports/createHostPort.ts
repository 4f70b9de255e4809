import { GitHost, GitHostPort } from '@waybill/backstage-plugin-waybill-node';
import { Outside, REPO } from '../outside/Outside';
import { PortCalls } from './PortCalls';
import { Turn } from './Turn';

/** A Git host's pull requests over the wire, for one turn. */
export function createHostPort(
  outside: Outside,
  calls: PortCalls,
  turn: Turn,
  onSend: (turn: Turn, what: string) => void,
): GitHostPort {
  const { pullRequests } = outside;
  const { owner } = turn;
  const host: Pick<
    GitHost,
    | 'findOpenPullRequest'
    | 'findNewestPullRequest'
    | 'openPullRequest'
    | 'updatePullRequest'
    | 'getPullRequest'
    | 'commitUrl'
  > = {
    findOpenPullRequest: ({ head, base, signal }) =>
      calls.call({
        owner,
        port: 'host',
        what: `find ${head}`,
        effect: false,
        signal,
        run: () => pullRequests.findOpen(head, base),
      }),
    findNewestPullRequest: ({ head, base, signal }) =>
      calls.call({
        owner,
        port: 'host',
        what: `find the newest of ${head}`,
        effect: false,
        signal,
        run: () => pullRequests.findNewest(head, base),
      }),
    openPullRequest({ head, base, title, description, signal }) {
      onSend(turn, `open ${head} into ${base}`);
      return calls.call({
        owner,
        port: 'host',
        what: `open ${head} into ${base}`,
        effect: true,
        signal,
        run(arrival) {
          const made = pullRequests.open({ head, base, title, description });
          const { number } = made;
          outside.happened(
            {
              type: 'pull-request',
              repoURL: REPO,
              number,
              head,
              base,
              description,
              arrival,
            },
            turn,
          );
          return made;
        },
      });
    },
    updatePullRequest({ number, title, description, signal }) {
      onSend(turn, `rewrite #${number}`);
      return calls.call({
        owner,
        port: 'host',
        what: `rewrite #${number}`,
        effect: true,
        signal,
        run(arrival) {
          const made = pullRequests.update(number, { title, description });
          outside.happened(
            { type: 'rewrite', number, description, arrival },
            turn,
          );
          return made;
        },
      });
    },
    getPullRequest: ({ number, signal }) =>
      calls.call({
        owner,
        port: 'host',
        what: `get #${number}`,
        effect: false,
        signal,
        run: () => pullRequests.find(number),
      }),
    commitUrl: commit => `${REPO}/commit/${commit}`,
  };
  // What no step of these runs asks for is not there.
  return { forRepository: async () => host as GitHost };
}
