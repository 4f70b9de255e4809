import { FreightView } from '@waybill/backstage-plugin-waybill-common';
import { Demo } from './startDemo';

/** The storefront's image in two versions, the older first, both of them approved for uat and prod. */
export async function twoVersions(demo: Demo): Promise<FreightView[]> {
  const old = await demo.service.freightWithTag('storefront', '1.26.0');
  await demo.control('push-image', {
    repository: 'library/nginx',
    tag: '1.27.1',
  });
  const fresh = await demo.service.freightWithTag('storefront', '1.27.1');
  const olga = await demo.as('olga');
  for (const stage of ['uat', 'prod']) {
    for (const { id } of [old, fresh]) {
      const answer = await olga.onStage('storefront', stage, 'approvals', {
        freight: id,
      });
      if (answer.status !== 201)
        throw new Error(`Approval for ${stage}: ${JSON.stringify(answer)}`);
    }
  }
  return [old, fresh];
}
