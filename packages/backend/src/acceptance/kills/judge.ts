import { PromotionView } from '@waybill/backstage-plugin-waybill-common';
import { Demo } from '../testing/startDemo';
import { Storefront } from '../testing/Storefront';

/** What is lost or doubled, in sentences: by the log of the remote and the host's pull requests. */
export async function judge(
  demo: Demo,
  storefront: Storefront,
  promotions: PromotionView[],
): Promise<string[]> {
  const log = await demo.git(
    storefront.repository,
    'log',
    '--format=%(trailers:key=Waybill-Promotion,valueonly,separator=%x2C)',
    'main',
  );
  const commits = new Map<string, number>();
  for (const id of log.split('\n').filter(Boolean)) {
    commits.set(id, (commits.get(id) ?? 0) + 1);
  }
  const byPull = promotions.filter(it => it.stage === 'prod');
  const pulls = await storefront.pullRequests();
  const numbers = byPull.map(it => it.pullRequest?.number);
  return [
    ...promotions
      .filter(it => it.phase !== 'Succeeded')
      .map(it => `${it.id} is ${it.phase}: ${it.message}`),
    ...promotions
      .filter(it => commits.get(it.id) !== 1)
      .map(it => `${it.id} has ${commits.get(it.id) ?? 0} commits on main`),
    ...[...commits.keys()]
      .filter(id => !promotions.some(it => it.id === id))
      .map(id => `${id} has a commit, and nobody knows of it`),
    ...pulls
      .filter(it => !numbers.includes(it))
      .map(it => `pull request #${it} belongs to no promotion`),
    ...(new Set(numbers).size === byPull.length
      ? []
      : ['two promotions have the same pull request']),
  ];
}
