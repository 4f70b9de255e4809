import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import {
  promotionOf,
  promotionWorld,
  REPO,
  step,
} from '../testing/promotionWorld';

/** Runs one step in a real promotion on the files of a repository, mounted where the promotion's paths begin, and pushes. */
export async function runFileStep(
  uses: string,
  config: JsonObject,
  files: Record<string, string | null>,
) {
  const there = Object.entries(files).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  const world = promotionWorld({
    files: Object.fromEntries([['README.md', ''], ...there]),
    record: promotionOf([
      step('git-clone', { repoURL: REPO, checkout: [{ path: '.' }] }),
      step(uses, config),
      step('git-commit', { path: '.', message: 'x' }),
      step('git-push', { path: '.' }),
    ]),
  });
  await world.finish();
  return {
    state: world.record.stepStates[1],
    content: (path: string) => world.git.file(REPO, 'main', path),
  };
}
