import { join } from 'node:path';
import { startGitServer } from '@waybill/backstage-plugin-waybill-backend/src/git/testing/startGitServer';
import { startGitHubApi } from '@waybill/sandbox';
import { Question, ServerOptions } from './startBenchServer';

/** A Git server and GitHub's API over it, in a process of their own; asked by messages. */
async function main(options: ServerOptions): Promise<void> {
  const { directory, credential, latencyMs } = options;
  const root = join(directory, 'server');
  const server = await startGitServer({ root, credential });
  let asked = 0;
  const api = await startGitHubApi({
    directory: root,
    stateDirectory: join(directory, 'pulls'),
    port: 0,
    gitBaseUrl: server.url,
    token: credential.password,
    console: (_req, _res, next) => {
      asked += 1;
      setTimeout(next, latencyMs);
    },
  });
  process.on('message', async (question: Question) => {
    const answer =
      question.ask === 'create'
        ? {
            ...(await server.create(`${question.name}.git`)),
            apiURL: `${api.url}/repos/${question.name}`,
          }
        : asked + server.requests.length;
    process.send!({ id: question.id, answer });
  });
  // Whoever has started it is gone.
  process.on('disconnect', () => process.exit(0));
  process.send!({ id: 0 });
}

main(JSON.parse(process.argv[2])).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
