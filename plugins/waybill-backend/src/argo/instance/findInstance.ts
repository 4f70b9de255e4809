import { InputError } from '@backstage/errors';
import { ApplicationRef } from '@waybill/backstage-plugin-waybill-node';
import { ArgoInstance } from './ArgoInstance';
import { namedInstance } from './namedInstance';

/** The instance a reference names, or the first. Throws an `InputError` when it or the namespace is not configured. */
export function findInstance(
  instances: ArgoInstance[],
  { instance: name, namespace }: Pick<ApplicationRef, 'instance' | 'namespace'>,
): ArgoInstance {
  const instance = namedInstance(instances, name);
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
