import { createPoorRole, PoorRole } from './testing/createPoorRole';
import { eventually } from './testing/eventually';
import {
  DEBIAN_REGISTRY_IS_THERE,
  DebianRegistry,
  startDebianRegistry,
} from './testing/startDebianRegistry';
import { Demo, startDemo } from './testing/startDemo';
import { stepReached } from './testing/stepReached';
import { Storefront } from './testing/Storefront';

jest.setTimeout(300_000);

const SUPERUSER = process.env.WAYBILL_TEST_POSTGRES;
const missing = [
  ...(SUPERUSER ? [] : ['WAYBILL_TEST_POSTGRES is not set']),
  ...(DEBIAN_REGISTRY_IS_THERE ? [] : ['docker-registry is not installed']),
].join('; ');
if (missing && process.env.CI === 'true') throw new Error(missing);

(missing ? describe.skip : describe)(
  `on PostgreSQL and with the registry server of Debian ${
    missing && `(${missing})`
  }`.trim(),
  () => {
    let demo: Demo | undefined;
    let registry: DebianRegistry | undefined;
    let role: PoorRole | undefined;

    beforeAll(async () => {
      registry = await startDebianRegistry();
      role = await createPoorRole(SUPERUSER!);
      demo = await startDemo({
        env: { WAYBILL_DB: role.url, WAYBILL_REGISTRY_URL: registry.url },
      });
    });

    afterAll(async () => {
      await demo?.stop();
      await role?.drop();
      await registry?.stop();
    });

    it('carries a pushed image to dev and uat, also through a kill', async () => {
      const { service, control } = demo!;
      const storefront = new Storefront(demo!);
      const empty = await eventually('the pipeline', async () => {
        const view = await service.pipeline('storefront');
        return view.state === 'ok' && view;
      });
      expect(empty.freight).toEqual([]);
      await control('push-image', {
        repository: 'library/nginx',
        tag: '1.26.0',
      });
      const tags = await fetch(`${registry!.url}/v2/library/nginx/tags/list`);
      expect(await tags.json()).toMatchObject({ tags: ['1.26.0'] });
      const freight = await service.freightWithTag('storefront', '1.26.0');

      for (const stage of ['dev', 'uat']) {
        const syncs = await storefront.syncs(stage);
        const { id } = await storefront.promote(stage, freight.id);
        if (stage === 'uat') {
          // On PostgreSQL others may be alive, so the leases of the killed one run out first.
          await stepReached(service, id, 'push', 'Succeeded');
          await demo!.killBackend();
        }
        expect(await service.ended(id)).toMatchObject({ phase: 'Succeeded' });
        expect(await storefront.commitsOf(id)).toHaveLength(1);
        await storefront.runs(stage, '1.26.0');
        expect(await storefront.syncs(stage)).toBe(syncs + 1);
        await service.verified('storefront', stage, freight.id);
      }
      expect(await role!.schemas()).toEqual(
        expect.arrayContaining(['auth', 'catalog', 'waybill']),
      );
    });
  },
);
