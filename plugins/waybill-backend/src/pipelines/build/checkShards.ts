import { DefinitionError } from '@waybill/backstage-plugin-waybill-common';
import { errorAt } from '../parse/SourceDocument';
import { Resources } from './Resources';

/** A Stage's `shard` is the name of an Argo CD instance that the platform has configured. */
export function checkShards(
  resources: Resources,
  instances: readonly string[],
): DefinitionError[] {
  return resources.Stage.flatMap(({ source, data }) => {
    const { shard } = data.spec;
    return !shard || instances.includes(shard)
      ? []
      : [
          errorAt(source, {
            path: ['spec', 'shard'],
            message: `There is no Argo CD instance "${shard}" in waybill.argocd.instances; there are ${
              instances.join(', ') || 'none'
            }`,
          }),
        ];
  });
}
