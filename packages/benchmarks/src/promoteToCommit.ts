import { loadavg, tmpdir } from 'node:os';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { commitFiles } from '@waybill/backstage-plugin-waybill-backend/src/git/testing/commitFiles';
import { git } from '@waybill/backstage-plugin-waybill-backend/src/git/testing/git';
import { figure } from './figure';
import { median } from './median';
import { byPlumbing } from './promote/byPlumbing';
import { byPreview } from './promote/byPreview';
import { byRequests } from './promote/byRequests';
import { byRunner } from './promote/byRunner';
import { byWorkTree } from './promote/byWorkTree';
import { githubGit } from './promote/githubGit';
import { programGit } from './promote/programGit';
import { Promoter } from './promote/Promoter';
import {
  KUSTOMIZATION,
  kustomization,
  repositoryFiles,
} from './promote/repositoryFiles';
import { BenchRepository, startBenchServer } from './promote/startBenchServer';
import { TreeKind } from './readTrees';
import { table } from './table';

const USERNAME = 'bot';
const PASSWORD = 'secret';

const situations = ['first', 'again', 'after others'] as const;
type Situation = (typeof situations)[number];

const ways: Record<
  TreeKind,
  { title: string; floor: Promoter; gitOf: typeof programGit }
> = {
  git: {
    title: 'the git program, over git http-backend',
    floor: byPlumbing,
    gitOf: programGit,
  },
  github: {
    title: "GitHub's API, as the sandbox answers it",
    floor: byRequests,
    gitOf: githubGit,
  },
};

function latencyOf({ tree, latencyMs }: { tree: TreeKind; latencyMs: number }) {
  return tree === 'github' && latencyMs > 0 ? `${latencyMs} ms away, ` : '';
}

async function expectTag(path: string, tag: string): Promise<void> {
  const found = await git(path, 'show', `main:${KUSTOMIZATION}`);
  if (found !== kustomization(tag).trim()) {
    throw new Error(`Expected the tag ${tag} on the remote, found:\n${found}`);
  }
}

/**
 * From "promote" to the commit on the remote, one tag changed in a repository of many files; and how long it takes to tell beforehand.
 *
 * - first: nothing is cached
 * - again: the last commit was our own
 * - after others: somebody else has pushed since
 */
export async function promoteToCommit(options: {
  files: number;
  tree: TreeKind;
  rounds: number;
  /** How far away GitHub's API is, there and back. */
  latencyMs: number;
}): Promise<void> {
  const { files, rounds, latencyMs } = options;
  const { title, floor, gitOf } = ways[options.tree];
  const promoters: Promoter[] = [floor, byWorkTree, byRunner, byPreview];
  const directory = await mkdtemp(join(tmpdir(), 'waybill-bench-'));
  const server = await startBenchServer({
    directory,
    credential: { username: USERNAME, password: PASSWORD },
    latencyMs,
  });
  try {
    const remotes = new Map<Promoter, BenchRepository>();
    for (const promoter of promoters) {
      const remote = await server.create(`bench/${remotes.size}`);
      await commitFiles(remote.path, { files: repositoryFiles(files) });
      remotes.set(promoter, remote);
    }
    const times = new Map<string, number[]>();
    const requests = new Map<string, number[]>();
    let tag = 0;

    const once = async (
      promoter: Promoter,
      cache: string,
      situation: Situation | 'warm-up',
    ) => {
      const { url: repoURL, path, apiURL } = remotes.get(promoter)!;
      tag += 1;
      const target = {
        repoURL,
        apiURL,
        cache,
        tag: `1.0.${tag}`,
        credential: { username: USERNAME, password: PASSWORD },
      };
      const before = await server.requests();
      const began = performance.now();
      await promoter.promote({ ...target, git: gitOf(target) });
      const took = performance.now() - began;
      const asked = await server.requests();
      const key = `${promoter.name}/${situation}`;
      times.set(key, [...(times.get(key) ?? []), took]);
      requests.set(key, [...(requests.get(key) ?? []), asked - before]);
      if (promoter.writes ?? true) {
        await expectTag(path, `1.0.${tag}`);
      }
    };

    for (let round = -1; round < rounds; round++) {
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
    const cell = (promoter: Promoter, situation: Situation) => {
      const key = `${promoter.name}/${situation}`;
      return `${figure(
        times.get(key)!,
        times.get(`${floor.name}/${situation}`)!,
      )} ${median(requests.get(key)!)} req`;
    };
    const load = loadavg()
      .map(each => each.toFixed(1))
      .join(' ');
    process.stdout.write(
      table(
        `promote to commit by ${title}: ${files} files, ${latencyOf(
          options,
        )}${rounds} interleaved rounds, load ${load}: median (fastest to slowest) in ms, and times the ${
          floor.name
        }; requests`,
        ['', ...situations],
        promoters.map(promoter => [
          promoter.name,
          ...situations.map(situation => cell(promoter, situation)),
        ]),
      ),
    );
  } finally {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  }
}
