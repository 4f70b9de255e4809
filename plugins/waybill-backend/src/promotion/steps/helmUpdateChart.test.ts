import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  JsonObject,
  JsonValue,
} from '@waybill/backstage-plugin-waybill-common';
import { StepContext } from '@waybill/backstage-plugin-waybill-node';
import { chartLockDigest } from '../charts/chartLockDigest';
import { readChart } from '../charts/readChart';
import { readChartLock } from '../charts/readChartLock';
import { createFakeServices } from '../testing/createFakeServices';
import { describeWithTool } from '../testing/describeWithTool';
import { fileWorld } from '../testing/fileWorld';
import { freightOf } from '../testing/promotionWorld';
import { helmUpdateChart } from './helmUpdateChart';

const REPO = 'https://charts.example.com/stable';
const OCI = 'oci://registry.example.com/charts';
const chartOf = (dependencies: string) =>
  `apiVersion: v2\nname: shop # ours\nversion: 1.0.0\ndependencies:\n${dependencies}`;
const REDIS = (version: string) =>
  `  - name: redis\n    repository: ${REPO}\n    version: ${version} # pin\n`;
const archive = (version: string) => Buffer.from(`redis ${version}`);

/** A repository of charts and the step in a workspace, as often as it is run; what it notes is kept. */
function chartWorld(offered = ['17.0.0', '18.0.0', '18.1.0-rc.1']) {
  const files = fileWorld();
  const services = createFakeServices();
  const record = { value: {} as JsonObject };
  const repository = { offered, digest: true };
  services.answer = ({ url }) => {
    if (url === `${REPO}/index.yaml`) {
      const entries = repository.offered.map(
        version =>
          `  - apiVersion: v2\n    version: ${version}\n    urls:\n    - redis-${version}.tgz\n    digest: ${createHash(
            'sha256',
          )
            .update(repository.digest ? archive(version) : 'x')
            .digest('hex')}\n`,
      );
      return {
        body: Buffer.from(
          `apiVersion: v1\nentries:\n  postgresql:\n  - version: 1.0.0\n    urls: []\n  redis:\n${entries.join(
            '',
          )}  zookeeper:\n  - version: 99.0.0\n    urls: []\ngenerated: "2026-01-01T00:00:00Z"\n`,
        ),
      };
    }
    const version = /redis-(.*)\.tgz$/.exec(url)?.[1];
    return version ? { body: archive(version) } : { status: 404 };
  };
  return {
    ...files,
    services,
    repository,
    record,
    async update(config: JsonObject) {
      const context = {
        workspace: files.workspace,
        ...services.ports,
        promotion: { targetFreight: freightOf('1') },
        signal: new AbortController().signal,
        record: {
          get value() {
            return record.value;
          },
          async note(patch: Record<string, JsonValue>) {
            record.value = { ...record.value, ...patch };
          },
        },
      } as unknown as StepContext;
      const config_ = helmUpdateChart.schema.parse(config);
      return helmUpdateChart.run(context, config_);
    },
  };
}

const bump = (version: string) => ({
  path: 'src/shop',
  charts: [{ repository: REPO, name: 'redis', version }],
});

describe('helm-update-chart', () => {
  it('sets a version and its lock, asks nobody, and gives the same again', async () => {
    const world = chartWorld();
    await world.put({ 'src/shop/Chart.yaml': chartOf(REDIS('17.0.0')) });
    const first = await world.update(bump('18.0.0'));
    const after = await world.files('src');
    expect(after['src/shop/Chart.yaml']).toBe(chartOf(REDIS('18.0.0')));
    const { dependencies } = readChart('', after['src/shop/Chart.yaml']);
    const locked = [{ name: 'redis', repository: REPO, version: '18.0.0' }];
    expect(after['src/shop/Chart.lock']).toBe(
      `dependencies:\n- name: redis\n  repository: ${REPO}\n  version: 18.0.0\ndigest: ${chartLockDigest(
        dependencies,
        locked,
      )}\ngenerated: "2026-03-01T09:00:00.000Z"\n`,
    );
    expect(first).toMatchObject({
      output: {
        commitMessage:
          'Updated chart dependencies for src/shop\n\n- redis: 18.0.0',
      },
    });
    expect(await world.update(bump('18.0.0'))).toEqual({
      status: 'Succeeded',
      output: {},
    });
    expect(await world.files('src')).toEqual(after);
    expect(world.services.requests).toEqual([]);
  });

  it('leaves alone what it is not asked for, where the lock file has it', async () => {
    const world = chartWorld();
    const dependencies = `${REDIS(
      '^17.0.0',
    )}  - name: app\n    repository: ${OCI}\n    version: 1.0.0\n`;
    await world.put({
      'src/shop/Chart.yaml': chartOf(dependencies),
      'src/shop/Chart.lock': `dependencies:\n- name: redis\n  repository: ${REPO}\n  version: 17.0.0\n- name: app\n  repository: ${OCI}\n  version: 1.0.0\ndigest: sha256:1\n`,
    });
    const { output } = (await world.update({
      path: 'src/shop',
      charts: [{ repository: OCI, name: 'app', version: '1.1.0' }],
    })) as { output: JsonObject };
    expect(output.commitMessage).toBe(
      'Updated chart dependencies for src/shop\n\n- app: 1.0.0 -> 1.1.0',
    );
    expect(world.services.requests).toEqual([]);
  });

  it('takes the newest in each range without a list, and stays with it when something newer comes', async () => {
    const world = chartWorld();
    world.services.artifacts.set(`${OCI}/app:1.2.0_build.1`, {
      digest: 'sha256:1',
    });
    const dependencies = `${REDIS(
      "'>=17.0.0'",
    )}  - name: app\n    repository: ${OCI}/\n    version: ^1.0.0\n`;
    await world.put({ 'src/shop/Chart.yaml': chartOf(dependencies) });
    await world.update({ path: 'src/shop' });
    const after = await world.files('src');
    const lock = readChartLock('', after['src/shop/Chart.lock']);
    expect(lock.dependencies.map(({ version }) => version)).toEqual([
      '18.0.0',
      '1.2.0+build.1',
    ]);
    expect(after['src/shop/Chart.yaml']).toBe(chartOf(dependencies));

    world.repository.offered.push('19.0.0');
    await world.workspace.remove('src/shop/Chart.lock');
    await world.update({ path: 'src/shop' });
    expect(await world.files('src')).toEqual(after);
  });

  it('replaces the archive that stands in the repository, and fetches none that does not', async () => {
    const world = chartWorld();
    await world.put({
      'src/shop/Chart.yaml': chartOf(REDIS('17.0.0')),
      'src/shop/charts/redis-17.0.0.tgz': 'old',
      'src/shop/charts/redis-cluster-17.0.0.tgz': 'another chart',
    });
    await world.update(bump('18.0.0'));
    expect(Object.keys(await world.files('src/shop/charts'))).toEqual([
      'src/shop/charts/redis-18.0.0.tgz',
      'src/shop/charts/redis-cluster-17.0.0.tgz',
    ]);
    expect(
      await world.workspace.read('src/shop/charts/redis-18.0.0.tgz'),
    ).toEqual(archive('18.0.0'));
  });

  it('takes archives from registries too', async () => {
    const world = chartWorld();
    world.services.artifacts.set(`${OCI}/app:1.1.0`, {
      digest: 'sha256:1',
      content: Buffer.from('app 1.1.0'),
    });
    await world.put({
      'src/shop/Chart.yaml': chartOf(
        `  - name: app\n    repository: ${OCI}\n    version: 1.0.0\n`,
      ),
      'src/shop/charts/app-1.0.0.tgz': 'old',
    });
    await world.update({
      path: 'src/shop',
      charts: [{ repository: OCI, name: 'app', version: '1.1.0' }],
    });
    expect(await world.files('src/shop/charts')).toEqual({
      'src/shop/charts/app-1.1.0.tgz': 'app 1.1.0',
    });
  });

  it.each<
    [
      string,
      string,
      Record<string, string>,
      (world: ReturnType<typeof chartWorld>) => void,
    ]
  >([
    [
      'an archive is not what the index says',
      'expected sha256',
      { 'src/shop/charts/redis-17.0.0.tgz': 'old' },
      world => {
        world.repository.digest = false;
      },
    ],
    [
      'there is no such version to replace an archive with',
      'There is no version 18.0.0 of the chart "redis"',
      { 'src/shop/charts/redis-17.0.0.tgz': 'old' },
      world => {
        world.repository.offered = [];
      },
    ],
    [
      'an unpacked copy would go on being used',
      'is a copy of the chart "redis" 17.0.0',
      { 'src/shop/charts/redis/Chart.yaml': 'version: 17.0.0\n' },
      () => {},
    ],
    [
      'a range is asked for that no version is in',
      'is in the range "^44.0.0"',
      {
        'src/shop/Chart.yaml': chartOf(
          `${REDIS(
            '17.0.0',
          )}  - name: redis\n    alias: second\n    repository: ${REPO}\n    version: ^44.0.0\n`,
        ),
      },
      () => {},
    ],
    [
      'the chart is of an old kind',
      'of apiVersion v1',
      { 'src/shop/Chart.yaml': chartOf(REDIS('17.0.0')).replace('v2', 'v1') },
      () => {},
    ],
    [
      'a version is no text',
      'dependencies.0.version: must be a text',
      { 'src/shop/Chart.yaml': chartOf(REDIS('1.1')) },
      () => {},
    ],
  ])('writes nothing when %s', async (_, problem, files, arrange) => {
    const world = chartWorld();
    await world.put({
      'src/shop/Chart.yaml': chartOf(REDIS('17.0.0')),
      ...files,
    });
    arrange(world);
    const before = await world.files('src');
    await expect(world.update(bump('18.0.0'))).rejects.toThrow(problem);
    expect(await world.files('src')).toEqual(before);
  });

  it('finds one of two dependencies on a chart by its alias', async () => {
    const world = chartWorld();
    const two = (version: string) =>
      chartOf(
        `${REDIS(
          '17.0.0',
        )}  - name: redis\n    alias: second\n    repository: ${REPO}\n    version: ${version}\n`,
      );
    await world.put({ 'src/shop/Chart.yaml': two('17.0.0') });
    await world.update({
      path: 'src/shop',
      charts: [
        { repository: REPO, name: 'redis', alias: 'second', version: '18.0.0' },
      ],
    });
    const files = await world.files('src');
    expect(files['src/shop/Chart.yaml']).toBe(two('18.0.0'));
  });
});

describeWithTool('helm', 'a lock file for Helm', createTools => {
  it('is the one that Helm would write', async () => {
    const tools = createTools();
    const world = chartWorld();
    await world.put({
      'src/lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.2.3\n',
      'src/shop/Chart.yaml': chartOf(`  - name: lib
    repository: file://../lib
    version: ">=1.0.0 <2.0.0"
    condition: lib.enabled
    tags: [a, "b & c"]
    import-values:
      - parent: x
        child: z
      - data
    alias: other
  - name: lib
    repository: file://../lib
    version: 1.x
`),
    });
    await world.update({ path: 'src/shop' });
    const ours = (await world.files('src'))['src/shop/Chart.lock'];
    const theirs = await tools.scratch(async directory => {
      await world.workspace.remove('src/shop/Chart.lock');
      const root = join(directory, 'in');
      await mkdir(root);
      await world.workspace.materialize(['src'], root);
      const { code, stderr } = await tools.run({
        tool: 'helm',
        args: ['dependency', 'update', './src/shop'],
        directory: root,
        timeoutMs: 60_000,
        signal: new AbortController().signal,
      });
      expect({ code, stderr }).toMatchObject({ code: 0 });
      return readFile(join(root, 'src/shop/Chart.lock'), 'utf8');
    });
    const withoutTime = (text: string) => text.replace(/generated: .*/, '');
    expect(withoutTime(ours)).toBe(withoutTime(theirs));
  });
});
