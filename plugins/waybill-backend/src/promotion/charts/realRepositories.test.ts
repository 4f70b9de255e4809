import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { mockServices } from '@backstage/backend-test-utils';
import { StepContext } from '@waybill/backstage-plugin-waybill-node';
import { startRegistry } from '@waybill/sandbox';
import { createOci } from '../../registry/createOci';
import { createFakeServices } from '../testing/createFakeServices';
import { describeWithTool } from '../testing/describeWithTool';
import { chartVersions } from './chartVersions';
import { fetchChart } from './fetchChart';

jest.setTimeout(60_000);

const NAMES = ['cache', 'cache-exporter', 'web'];
const VERSIONS = ['1.2.0', '1.10.0-rc.1', '1.2.0+build.1'];

/** Repositories as the helm program makes them. */
describeWithTool('helm', 'charts from repositories', () => {
  let directory: string;
  let registry: Awaited<ReturnType<typeof startRegistry>>;
  let context: Pick<StepContext, 'charts' | 'oci' | 'signal'>;
  const helm = (...args: string[]) =>
    promisify(execFile)('helm', args, {
      cwd: directory,
      env: { PATH: process.env.PATH, HOME: directory },
    });

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'waybill-charts-'));
    registry = await startRegistry({
      directory: join(directory, 'registry'),
      port: 0,
    });
    for (const name of NAMES) {
      for (const version of VERSIONS) {
        await mkdir(join(directory, name), { recursive: true });
        await writeFile(
          join(directory, name, 'Chart.yaml'),
          `apiVersion: v2\nname: ${name}\nversion: ${version}\ndescription: |\n  entries:\n    cache:\n    - version: 9.9.9\n`,
        );
        await helm('package', `./${name}`, '--destination', 'archives');
        await helm(
          ...['push', `archives/${name}-${version}.tgz`, '--plain-http'],
          registry.url.replace('http', 'oci').concat('/charts'),
        );
      }
    }
    await helm('repo', 'index', 'archives');
    const services = createFakeServices();
    services.answer = ({ url }) => {
      const path = new URL(url).pathname.replace('/stable/', 'archives/');
      return { body: readFileSync(join(directory, path)) };
    };
    const oci = createOci({
      config: mockServices.rootConfig({
        data: {
          waybill: {
            registries: [
              {
                prefix: 'registry.example.com',
                endpoint: registry.url,
                insecure: true,
              },
            ],
          },
        },
      }),
      credentials: { find: async () => undefined },
    })('p1');
    const { charts } = services.ports;
    context = { charts, oci, signal: new AbortController().signal };
  });

  afterAll(async () => {
    await registry?.close();
    await rm(directory, { recursive: true, force: true });
  });

  it.each([
    'https://charts.example.com/stable',
    'https://charts.example.com/stable/',
    'oci://registry.example.com/charts',
  ])(
    'are found in %s with all their versions, and fetched as they are',
    async repository => {
      for (const name of NAMES) {
        const offered = await chartVersions(context, { name, repository });
        expect([...offered].sort()).toEqual([...VERSIONS].sort());
        for (const version of VERSIONS) {
          expect(
            await fetchChart(context, { name, repository, version }),
          ).toEqual(
            await readFile(join(directory, `archives/${name}-${version}.tgz`)),
          );
        }
      }
    },
  );

  it('are not found where there are none', async () => {
    await expect(
      chartVersions(context, {
        name: 'cach',
        repository: 'https://charts.example.com/stable',
      }),
    ).rejects.toThrow(
      'There is no chart "cach" in https://charts.example.com/stable',
    );
  });
});
