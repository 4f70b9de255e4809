import { parse } from '../parse/__testUtils__/parsing';

const warehouse = (...charts: string[]) => `apiVersion: kargo.akuity.io/v1alpha1
kind: Warehouse
metadata: { name: w, namespace: shop }
spec:
  subscriptions:
${charts.map(chart => `    - ${chart}\n`).join('')}---
`;
const subscriptionsOf = (...charts: string[]) => {
  const { definition, errors } = parse(warehouse(...charts));
  return (
    definition?.warehouses[0].subscriptions ?? errors.map(it => it.message)
  );
};

describe('subscriptions to charts', () => {
  it('are to a chart of a repository, or to one that is a repository', () => {
    expect(
      subscriptionsOf(
        '{ name: cache, chart: { repoURL: https://charts.example.com, name: redis, semverConstraint: ^19.0.0, discoveryLimit: 5 } }',
        'chart: { repoURL: https://charts.example.com, name: queue }',
        'chart: { repoURL: oci://registry.example.com/charts/web }',
      ),
    ).toEqual([
      {
        kind: 'chart',
        name: 'cache',
        repoURL: 'https://charts.example.com',
        chartName: 'redis',
        semverConstraint: '^19.0.0',
        discoveryLimit: 5,
        insecureSkipTLSVerify: false,
      },
      {
        kind: 'chart',
        repoURL: 'https://charts.example.com',
        chartName: 'queue',
        semverConstraint: '',
        discoveryLimit: 20,
        insecureSkipTLSVerify: false,
      },
      {
        kind: 'chart',
        repoURL: 'oci://registry.example.com/charts/web',
        semverConstraint: '',
        discoveryLimit: 20,
        insecureSkipTLSVerify: false,
      },
    ]);
  });

  it.each([
    ['https://c.example.com/x', 'https://C.example.com/x/'],
    ['https://c.example.com', 'https://c.example.com'],
  ])('are to each chart once: %s and %s', (one, other) => {
    expect(
      subscriptionsOf(
        `chart: { repoURL: ${one}, name: redis }`,
        `chart: { repoURL: ${other}, name: redis }`,
      ),
    ).toEqual([expect.stringContaining('already subscribes to redis of')]);
  });

  it('bring what the updates of v0.3 ask for', () => {
    const { definition, errors } = parse(
      `${warehouse(
        'chart: { registryURL: oci://registry.example.com/charts, name: redis }',
      )}apiVersion: kargo.akuity.io/v1alpha1
kind: Stage
metadata: { name: dev, namespace: shop }
spec:
  subscriptions: { warehouse: w }
  promotionMechanisms:
    gitRepoUpdates:
      - repoURL: https://git.example.com/acme/config
        writeBranch: main
        helm:
          charts:
            - { registryURL: oci://registry.example.com/charts, name: redis, chartPath: charts/shop }
`,
    );
    expect(errors).toEqual([]);
    const edit = definition?.stages[0].steps.find(
      ({ uses }) => uses === 'helm-update-chart',
    );
    expect(edit?.config).toMatchObject({
      charts: [
        {
          repository: 'oci://registry.example.com/charts',
          name: 'redis',
          version:
            '${{ quote(chartFrom("oci://registry.example.com/charts", "redis").Version) }}',
        },
      ],
    });
  });
});
