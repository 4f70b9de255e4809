import { CustomObjectsApi } from '@kubernetes/client-node';
import { NotFoundError } from '@backstage/errors';
import {
  Application,
  ApplicationRef,
  ArgoPort,
} from '@waybill/backstage-plugin-waybill-node';
import { ArgoInstance } from './instance/ArgoInstance';
import { callKubernetes } from './instance/callKubernetes';
import { findInstance } from './instance/findInstance';
import { requestOptions } from './instance/requestOptions';
import { labelSelectorText } from './labelSelectorText';
import { syncPatch } from './syncPatch';

const APPLICATIONS = {
  group: 'argoproj.io',
  version: 'v1alpha1',
  plural: 'applications',
};

/** Argo CD through the Kubernetes API of each instance. */
export function createArgoPort(instances: ArgoInstance[]): ArgoPort {
  const apis = new Map(
    instances.map(instance => [
      instance,
      instance.kubeConfig.makeApiClient(CustomObjectsApi),
    ]),
  );

  function call(
    ref: ApplicationRef,
    verb: string,
    signal: AbortSignal,
    run: (
      api: CustomObjectsApi,
      target: typeof APPLICATIONS & { namespace: string; name: string },
      options: ReturnType<typeof requestOptions>,
    ) => Promise<unknown>,
  ): Promise<unknown> {
    const { namespace, name } = ref;
    const instance = findInstance(instances, ref);
    return callKubernetes(
      instance,
      `${verb} Application ${namespace}/${name}`,
      signal,
      inTime =>
        run(
          apis.get(instance)!,
          { ...APPLICATIONS, namespace, name },
          requestOptions(inTime),
        ),
    );
  }

  const patch = (
    ref: ApplicationRef,
    verb: string,
    signal: AbortSignal,
    body: object,
  ) =>
    call(ref, verb, signal, (api, target, options) =>
      api.patchNamespacedCustomObject(
        { ...target, body, fieldManager: 'waybill' },
        options,
      ),
    );

  return {
    async get(ref, signal) {
      try {
        return (await call(ref, 'get', signal, (api, target, options) =>
          api.getNamespacedCustomObject(target, options),
        )) as Application;
      } catch (error) {
        if (error instanceof NotFoundError) {
          return undefined;
        }
        throw error;
      }
    },
    async list({ instance: name, namespace, selector }, signal) {
      const labelSelector = labelSelectorText(selector);
      const instance = findInstance(instances, { instance: name, namespace });
      const answer = (await callKubernetes(
        instance,
        `list Applications of ${namespace} with ${labelSelector}`,
        signal,
        inTime =>
          apis
            .get(instance)!
            .listNamespacedCustomObject(
              { ...APPLICATIONS, namespace, labelSelector },
              requestOptions(inTime),
            ),
      )) as { items?: Application[] };
      return [...(answer.items ?? [])].sort((a, b) =>
        a.metadata.name < b.metadata.name ? -1 : 1,
      );
    },
    async refresh(ref, kind, signal) {
      await patch(ref, 'refresh', signal, {
        metadata: { annotations: { 'argocd.argoproj.io/refresh': kind } },
      });
    },
    async sync(ref, application, update, signal) {
      await patch(ref, 'sync', signal, syncPatch(application, update));
    },
  };
}
