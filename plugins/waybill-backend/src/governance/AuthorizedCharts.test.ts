import { startChartRepository } from '@waybill/sandbox';
import { ConfigReader } from '@backstage/config';
import { createChartRepository } from '../discovery/chart/createChartRepository';
import { createHttp } from '../http/createHttp';
import { authority, pipeline, signal } from './__testUtils__/authorities';

describe('chart repositories as the platform grants them to steps', () => {
  let charts: Awaited<ReturnType<typeof startChartRepository>>;
  beforeAll(async () => {
    charts = await startChartRepository({ port: 0 });
    charts.publish({ name: 'redis', version: '1.0.0' });
  });
  afterAll(() => charts.close());

  /** The port of the pipeline `shop`. */
  const portWith = (waybill: object) =>
    authority(waybill, {
      charts: createChartRepository({
        config: new ConfigReader({ waybill }),
        credentials: { find: async () => undefined },
        http: createHttp(),
      }),
    }).portsFor(pipeline('shop')).charts;
  const look = (repository: string) => ({
    repository,
    name: 'redis',
    version: '1.0.0',
    limitBytes: 100_000,
    signal,
  });

  it('are those that waybill.registries names', async () => {
    const port = portWith({
      registries: [
        { prefix: 'charts.example.com', endpoint: charts.url, insecure: true },
      ],
    });
    const named = look('https://charts.example.com');
    expect(await port.listVersions(named)).toEqual(['1.0.0']);
    expect((await port.download(named)).length).toBeGreaterThan(100);
  });

  it('are addresses that waybill.http grants', async () => {
    const grant = (entities: string[]) => ({
      http: {
        allow: [{ urls: [charts.url], privateAddresses: true, entities }],
      },
    });
    const port = portWith(grant(['component:default/shop']));
    expect(await port.listVersions(look(charts.url))).toEqual(['1.0.0']);
    const others = portWith(grant(['component:default/other']));
    await expect(others.listVersions(look(charts.url))).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /is not granted to component:default\/shop; an entry of waybill\.http\.allow .* so would one of waybill\.registries/,
      ),
    });
  });

  it('are no others, public or not', async () => {
    for (const repository of ['https://charts.example.com', charts.url]) {
      await expect(
        portWith({}).download(look(repository)),
      ).rejects.toMatchObject({ name: 'NotAllowedError' });
    }
  });
});
