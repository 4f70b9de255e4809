import { Demo } from './startDemo';
import { eventually } from './eventually';

/** Promotes Freight to a Stage of storefront through the API, merging where that is asked for, until it is verified there. */
export async function deliver(
  demo: Demo,
  tag: string,
  stage: string,
): Promise<void> {
  const olga = await demo.as('olga');
  const { id } = await olga.freightWithTag('storefront', tag);
  const reason = `${tag} to begin with`;
  const { body } = await olga.promote('storefront', stage, id, { reason });
  if (stage === 'prod') await mergeRequestOf(demo, body.id);
  const { phase, message } = await olga.ended(body.id);
  if (phase !== 'Succeeded') throw new Error(`${phase}: ${message}`);
  await eventually(`${tag} to be verified in ${stage}`, async () => {
    const { verification } = await olga.stage('storefront', stage);
    return verification?.phase === 'Successful';
  });
}

/** Merges the pull request of a Promotion as soon as there is one. */
export async function mergeRequestOf(
  demo: Demo,
  promotion: string,
): Promise<void> {
  const { number } = await eventually('a pull request', async () => {
    const { pullRequest } = await demo.service.promotion(promotion);
    return pullRequest;
  });
  const repository = 'acme/storefront-config';
  await demo.control('merge', { repository, number });
}
