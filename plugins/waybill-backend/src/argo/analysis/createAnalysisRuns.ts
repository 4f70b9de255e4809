import { CustomObjectsApi } from '@kubernetes/client-node';
import { NotFoundError } from '@backstage/errors';
import { AnalysisRunRef } from '@waybill/backstage-plugin-waybill-common';
import {
  AnalysisRun,
  AnalysisRunsPort,
  AnalysisTemplateRef,
  NewAnalysisRun,
} from '../../ports';
import { ArgoInstance } from '../instance/ArgoInstance';
import { callKubernetes } from '../instance/callKubernetes';
import { namedInstance } from '../instance/namedInstance';
import { requestOptions } from '../instance/requestOptions';

const ROLLOUTS = { group: 'argoproj.io', version: 'v1alpha1' };
const RUNS = { ...ROLLOUTS, plural: 'analysisruns' };
/** Of whatever the cluster answers. */
interface Found {
  metadata?: { annotations?: Record<string, string> };
  spec?: unknown;
  status?: unknown;
}

/** Argo Rollouts' kinds through the Kubernetes API of each instance. */
export function createAnalysisRuns(
  instances: ArgoInstance[],
): AnalysisRunsPort {
  async function call(
    { instance: name, namespace, ...ref }: AnalysisRunRef,
    asked: string,
    signal: AbortSignal,
    run: (api: CustomObjectsApi, signal: AbortSignal) => Promise<unknown>,
  ): Promise<Found> {
    const instance = namedInstance(instances, name);
    const api = instance.kubeConfig.makeApiClient(CustomObjectsApi);
    return (await callKubernetes(
      instance,
      `${asked} ${namespace}/${ref.name}`,
      signal,
      inTime => run(api, inTime),
    )) as Found;
  }

  return {
    async getTemplate(ref: AnalysisTemplateRef, signal) {
      const { kind, namespace, name } = ref;
      const found = await orUndefined(
        call(ref, `get ${kind}`, signal, (api, inTime) =>
          kind === 'ClusterAnalysisTemplate'
            ? api.getClusterCustomObject(
                { ...ROLLOUTS, plural: 'clusteranalysistemplates', name },
                requestOptions(inTime),
              )
            : api.getNamespacedCustomObject(
                { ...ROLLOUTS, plural: 'analysistemplates', namespace, name },
                requestOptions(inTime),
              ),
        ),
      );
      return found && (found.spec ?? {});
    },

    async create(run: NewAnalysisRun, signal) {
      const { namespace, name, labels, annotations, spec } = run;
      return toRun(
        await call(run, 'create AnalysisRun', signal, (api, inTime) =>
          api.createNamespacedCustomObject(
            {
              ...RUNS,
              namespace,
              fieldManager: 'waybill',
              body: {
                apiVersion: `${ROLLOUTS.group}/${ROLLOUTS.version}`,
                kind: 'AnalysisRun',
                metadata: { name, namespace, labels, annotations },
                spec,
              },
            },
            requestOptions(inTime, 'application/json'),
          ),
        ),
      );
    },

    async get(ref, signal) {
      const { namespace, name } = ref;
      const found = await orUndefined(
        call(ref, 'get AnalysisRun', signal, (api, inTime) =>
          api.getNamespacedCustomObject(
            { ...RUNS, namespace, name },
            requestOptions(inTime),
          ),
        ),
      );
      return found && toRun(found);
    },

    async terminate(ref, signal) {
      const { namespace, name } = ref;
      await orUndefined(
        call(ref, 'terminate AnalysisRun', signal, (api, inTime) =>
          api.patchNamespacedCustomObject(
            {
              ...{ ...RUNS, namespace, name, fieldManager: 'waybill' },
              body: { spec: { terminate: true } },
            },
            requestOptions(inTime),
          ),
        ),
      );
    },
  };
}

function toRun({ metadata, status }: Found): AnalysisRun {
  return { annotations: metadata?.annotations ?? {}, status };
}

async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotFoundError) {
      return undefined;
    }
    throw error;
  }
}
