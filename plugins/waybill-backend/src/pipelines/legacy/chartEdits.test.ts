import { Freight } from '@waybill/backstage-plugin-waybill-common';
import { parse } from 'yaml';
import {
  freightOf,
  promotionOf,
  promotionWorld,
  REPO,
} from '../../promotion/testing/promotionWorld';
import { translate } from './__testUtils__/mechanisms';

const CLASSIC = 'https://charts.example.com';
const OCI = 'oci://registry.example.com/charts/cache';
const charts: Freight['charts'] = [
  { repoURL: CLASSIC, name: 'db', version: '2.1.0' },
  { repoURL: OCI, version: '3.4.0' },
];
const chart = (db: string, cache: string) =>
  `apiVersion: v2\nname: shop # ours\nversion: 1.0.0\ndependencies:\n  - name: db\n    repository: ${CLASSIC}\n    version: ${db}\n  - name: cache\n    repository: oci://registry.example.com/charts\n    version: ${cache}\n`;

describe('a Stage of v0.3 that bumps charts', () => {
  it('sets the versions of the Freight in chart and lock file, and says so in the commit', async () => {
    const { steps } = translate(
      {
        gitRepoUpdates: [
          {
            repoURL: REPO,
            readBranch: 'main',
            writeBranch: 'main',
            helm: {
              charts: [
                { registryURL: CLASSIC, name: 'db', chartPath: 'charts/shop' },
                { registryURL: OCI, chartPath: 'charts/shop' },
              ],
            },
          },
        ],
      },
      {
        images: new Set(),
        commits: [],
        charts: charts.map(({ repoURL, name }) => ({ repoURL, name })),
      },
    );
    const world = promotionWorld({
      files: { 'charts/shop/Chart.yaml': chart('2.0.0', '3.0.0') },
      record: promotionOf(steps),
    });
    world.freight = [{ ...freightOf('1'), images: [], charts }];
    expect(await world.finish()).toMatchObject({ phase: 'Succeeded' });

    const file = (name: string) =>
      world.git.file(REPO, 'main', `charts/shop/${name}`) ?? '';
    expect(file('Chart.yaml')).toBe(chart('2.1.0', '3.4.0'));
    expect(parse(file('Chart.lock')).dependencies).toEqual([
      { name: 'db', repository: CLASSIC, version: '2.1.0' },
      {
        name: 'cache',
        repository: 'oci://registry.example.com/charts',
        version: '3.4.0',
      },
    ]);
    const [newest] = world.git.log(REPO, 'main');
    expect(newest.message).toContain('db:2.1.0');
  });
});
