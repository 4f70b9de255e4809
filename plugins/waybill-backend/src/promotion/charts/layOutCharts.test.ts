import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layOutCharts } from './layOutCharts';

describe('charts laid out for Helm', () => {
  let directory: string;
  let root: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'waybill-charts-'));
    root = join(directory, 'in');
    await mkdir(join(root, 'common'), { recursive: true });
    await writeFile(join(root, 'common/Chart.yaml'), 'name: common');
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('are where Helm expects them', async () => {
    await layOutCharts(root, {
      archives: new Map([['web/charts/redis-1.0.0.tgz', Buffer.from('redis')]]),
      folders: [{ from: 'common', to: 'web/charts/common' }],
    });
    expect(
      await readFile(join(root, 'web/charts/redis-1.0.0.tgz'), 'utf8'),
    ).toBe('redis');
    expect(
      await readFile(join(root, 'web/charts/common/Chart.yaml'), 'utf8'),
    ).toBe('name: common');
  });

  it.each([
    [{ archives: new Map([['web/../../out', Buffer.from('x')]]), folders: [] }],
    [{ archives: new Map(), folders: [{ from: 'common', to: '../out' }] }],
    [{ archives: new Map(), folders: [{ from: '../in', to: 'out' }] }],
  ])('never are anywhere else: %j', async charts => {
    await expect(layOutCharts(root, charts)).rejects.toThrow(
      'leaves the workspace',
    );
    expect(existsSync(join(directory, 'out'))).toBe(false);
  });
});
