import { createHash } from 'crypto';
import { KubeObject } from '../KubeObject';
import { containersOf } from '../render/podSpecs';

const APPLIED_AT = '2026-01-05T08:00:00Z';

/** A rendered object as a cluster gives it back: with what the API server and its controllers add of themselves. */
export function clusterView(object: KubeObject): KubeObject {
  const view = structuredClone(object);
  const { namespace = '', name } = view.metadata;
  const uid = createHash('sha256').update(`${view.kind}/${namespace}/${name}`);
  view.metadata = {
    ...view.metadata,
    uid: uid.digest('hex').slice(0, 32),
    resourceVersion: '4711',
    creationTimestamp: APPLIED_AT,
    generation: 1,
    managedFields: [
      { manager: 'argocd-controller', operation: 'Update', time: APPLIED_AT },
    ],
    annotations: {
      ...view.metadata.annotations,
      'kubectl.kubernetes.io/last-applied-configuration':
        JSON.stringify(object),
    },
  };
  for (const container of containersOf(view)) {
    Object.assign(container, {
      imagePullPolicy: 'IfNotPresent',
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      ...container,
    });
  }
  if (view.kind === 'Deployment') {
    view.spec = {
      progressDeadlineSeconds: 600,
      revisionHistoryLimit: 10,
      ...(view.spec as object),
    };
    view.status = { observedGeneration: 1 };
  }
  return view;
}
