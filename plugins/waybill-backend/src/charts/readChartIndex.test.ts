import { stringify } from 'yaml';
import { readChartIndex } from './readChartIndex';

const versionsOf = async (content: string, name = 'redis') =>
  (await readChartIndex('index.yaml', content, name))?.map(
    ({ version }) => version,
  );

/** As `helm repo index` writes it. */
const HELM = `apiVersion: v1
entries:
  redis-exporter:
  - apiVersion: v2
    name: redis-exporter
    version: 3.0.0
  redis:
  - annotations:
      artifacthub.io/changes: |
        - kind: added
          description: something
    apiVersion: v2
    description: |
      entries:
        redis:
        - version: 9.9.9
    digest: sha256:abc
    home: https://redis.example.com
    sources:
    - https://github.com/acme/redis
    - https://github.com/redis/redis
    urls:
    - redis-1.10.tgz
    version: 1.10
  - version: 1.9.0+build.1
    urls: []
  redis-cluster:
  - version: 4.0.0
generated: "2026-01-01T00:00:00Z"
`;

describe('readChartIndex', () => {
  it('reads what the index says of one chart, texts as they stand there', async () => {
    expect(await readChartIndex('index.yaml', HELM, 'redis')).toEqual([
      {
        version: '1.10',
        urls: ['redis-1.10.tgz'],
        digest: 'abc',
        home: 'https://redis.example.com',
        sources: [
          'https://github.com/acme/redis',
          'https://github.com/redis/redis',
        ],
        annotations: {
          'artifacthub.io/changes': '- kind: added\n  description: something\n',
        },
      },
      { version: '1.9.0+build.1', urls: [], sources: [], annotations: {} },
    ]);
    expect(await versionsOf(HELM, 'redis-exporter')).toEqual(['3.0.0']);
    expect(await versionsOf(HELM, 'redis-cluster')).toEqual(['4.0.0']);
    expect(await versionsOf(HELM, 'redi')).toBeUndefined();
    expect(await versionsOf(HELM, 'entries')).toBeUndefined();
  });

  const entries = {
    cache: [{ version: '0.1.0' }],
    redis: [{ version: '1.0.0', description: 'x' }, { version: '2.0.0' }],
  };
  it.each([
    ['JSON', JSON.stringify({ apiVersion: 'v1', entries })],
    ['flow style', stringify({ entries }, { collectionStyle: 'flow' })],
    ['four columns', stringify({ entries }, { indent: 4 })],
    [
      'lists that are not indented',
      stringify({ entries }, { indentSeq: false }),
    ],
    ['line ends of Windows', stringify({ entries }).replace(/\n/g, '\r\n')],
    [
      'quoted names',
      HELM.replace('  redis:\n', '  "redis":\n')
        .replace('1.10\n', '1.0.0\n')
        .replace('1.9.0+build.1', '2.0.0'),
    ],
    ['a document mark', `---\n${stringify({ entries })}`],
  ])('reads an index in %s', async (_, content) => {
    expect((await versionsOf(content))?.sort()).toEqual(['1.0.0', '2.0.0']);
  });

  it.each([
    ['a chart without versions', 'entries:\n  redis: []\n', []],
    [
      'entries without a version',
      'entries:\n  redis:\n  - name: x\n  - version: 1.0.0\n',
      ['1.0.0'],
    ],
    ['no entries', 'apiVersion: v1\n', undefined],
    ['empty entries', 'entries: {}\n', undefined],
  ])('reads %s', async (_, content, expected) => {
    expect(await versionsOf(content)).toEqual(expected);
  });

  it.each([
    ['<html>\n<body>inner secret</body>', /index\.yaml cannot be read/],
    ['just inner secret', /it is no index of a chart repository/],
    [
      'entries:\n  redis:\n  - version: 1.0.0\n  - version: "inner secret\n',
      /it is no YAML, from line \d+ on$/,
    ],
    ['entries:\n  redis: *inner secret\n', /no YAML/],
    [
      `entries: {redis: [${'{version: 1.0.0},'.repeat(300_000)}]}`,
      /in another layout than Helm's own/,
    ],
  ])(
    'refuses what is no index, and repeats nothing of it: %.40s',
    async (content, message) => {
      const error = await versionsOf(content).catch(it => it);
      expect(error.name).toBe('InputError');
      expect(error.message).toMatch(message);
      expect(error.message).not.toMatch(/secret/);
    },
  );

  it('lets others have their turn while it reads a large one', async () => {
    const many = Array.from(
      { length: 20_000 },
      (_, n) =>
        `  - version: 1.0.${n}\n    description: ${'words '.repeat(40)}\n`,
    ).join('');
    const waits: number[] = [];
    let last = performance.now();
    const timer = setInterval(() => {
      waits.push(performance.now() - last);
      last = performance.now();
    }, 1);
    expect(
      await versionsOf(
        `entries:\n  redis:\n${many}  web:\n  - version: 1.0.0\n`,
      ),
    ).toHaveLength(20_000);
    clearInterval(timer);
    expect(waits.length).toBeGreaterThan(5);
  });
});
