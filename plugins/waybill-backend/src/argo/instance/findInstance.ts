import { InputError } from '@backstage/errors';
import { ApplicationRef } from '@waybill/backstage-plugin-waybill-node';
import { ArgoInstance } from './ArgoInstance';

/** The instance a reference names, or the first. Throws an `InputError` when it or the namespace is not configured. */
export function findInstance(
  instances: ArgoInstance[],
  { instance: name, namespace }: Pick<ApplicationRef, 'instance' | 'namespace'>,
): ArgoInstance {
  const instance =
    name === undefined
      ? instances[0]
      : instances.find(candidate => candidate.name === name);
  if (!instance) {
    throw new InputError(
      name === undefined
        ? 'No Argo CD instance is configured; waybill.argocd.instances is empty'
        : `There is no Argo CD instance '${name}' in waybill.argocd.instances; there are: ${
            instances.map(one => one.name).join(', ') || 'none'
          }`,
    );
  }
  if (!instance.namespaces.includes(namespace)) {
    throw new InputError(
      `Argo CD instance '${
        instance.name
      }' is not configured for Applications in namespace '${namespace}'; its namespaces are: ${instance.namespaces.join(
        ', ',
      )}`,
    );
  }
  return instance;
}
