import { InputError } from '@backstage/errors';
import { ArgoInstance } from './ArgoInstance';

/** The instance of this name, or the first. Throws an `InputError` when there is none. */
export function namedInstance(
  instances: ArgoInstance[],
  name: string | undefined,
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
  return instance;
}
