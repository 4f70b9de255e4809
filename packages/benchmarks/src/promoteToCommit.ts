import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commitFiles } from '@waybill/backstage-plugin-waybill-backend/src/git/testing/commitFiles';
import { git } from '@waybill/backstage-plugin-waybill-backend/src/git/testing/git';
import { startGitServer } from '@waybill/backstage-plugin-waybill-backend/src/git/testing/startGitServer';
import { figure } from './figure';
import { byPlumbing } from './promote/byPlumbing';
import { byRunner } from './promote/byRunner';
import { byWorkTree } from './promote/byWorkTree';
import { Promoter } from './promote/Promoter';
import {
  KUSTOMIZATION,
  kustomization,
  repositoryFiles,
} from './promote/repositoryFiles';
import { table } from './table';

const ROUNDS = 15;
const USERNAME = 'bot';
const PASSWORD = 'secret';

const situations = ['first', 'again', 'after others'] as const;
type Situation = (typeof situations)[number];

async function expectTag(path: string, tag: string): Promise<void> {
  const found = await git(path, 'show', `main:${KUSTOMIZATION}`);
  if (found !== kustomization(tag).trim()) {
    throw new Error(`Expected the tag ${tag} on the remote, found:\n${found}`);
  }
}

/**
 * From "promote" to the commit on the remote: a repository of 5,000 files over `git http-backend`, one tag changed.
 *
 * - first: nothing is cached
 * - again: the last commit was our own
 * - after others: somebody else has pushed since
 */
export async function promoteToCommit(): Promise<void> {
  const promoters: Promoter[] = [byPlumbing, byWorkTree, byRunner];
  const directory = await mkdtemp(join(tmpdir(), 'waybill-bench-'));
  const server = await startGitServer({
    root: join(directory, 'server'),
    credential: { username: USERNAME, password: PASSWORD },
  });
  try {
    const remotes = new Map<Promoter, { url: string; path: string }>();
    for (const promoter of promoters) {
      const remote = await server.create(`bench/${remotes.size}.git`);
      await commitFiles(remote.path, { files: repositoryFiles() });
      remotes.set(promoter, remote);
    }
    const times = new Map<string, number[]>();
    let tag = 0;

    const once = async (
      promoter: Promoter,
      cache: string,
      situation: Situation | 'warm-up',
    ) => {
      const remote = remotes.get(promoter)!;
      tag += 1;
      const began = performance.now();
      await promoter.promote({
        repoURL: remote.url,
        cache,
        tag: `1.0.${tag}`,
        credential: { username: USERNAME, password: PASSWORD },
      });
      const took = performance.now() - began;
      await expectTag(remote.path, `1.0.${tag}`);
      const key = `${promoter.name}/${situation}`;
      times.set(key, [...(times.get(key) ?? []), took]);
    };

    for (let round = -1; round < ROUNDS; round++) {
      // Each goes first as often as the others.
      const order = promoters.map(
        (_, index) => promoters[(index + round + 1) % promoters.length],
      );
      for (const promoter of order) {
        const cold = join(directory, `cold-${promoter.name}-${round}`);
        await once(promoter, cold, round < 0 ? 'warm-up' : 'first');
        await once(promoter, cold, round < 0 ? 'warm-up' : 'again');
        await commitFiles(remotes.get(promoter)!.path, {
          files: { [`apps/others/${round}.yaml`]: `round: ${round}\n` },
        });
        await once(promoter, cold, round < 0 ? 'warm-up' : 'after others');
      }
    }
    const of = (promoter: Promoter, situation: Situation) =>
      times.get(`${promoter.name}/${situation}`)!;
    const [floor] = promoters;
    process.stdout.write(
      table(
        `promote to commit, 5,000 files, ${ROUNDS} interleaved rounds: median (fastest to slowest) in ms, and times the plumbing script`,
        ['', ...situations],
        promoters.map(promoter => [
          promoter.name,
          ...situations.map(situation =>
            figure(of(promoter, situation), of(floor, situation)),
          ),
        ]),
      ),
    );
  } finally {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  }
}
