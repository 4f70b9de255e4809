import { HealthCode } from '../Application';
import { KubeObject } from '../KubeObject';
import { containersOf } from '../render/podSpecs';
import { LiveState } from './LiveStore';

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout', 'Pod'];
/** Kinds that Argo CD assesses and that are healthy as soon as they are there. */
const READY_AT_ONCE = ['Service', 'Ingress', 'PersistentVolumeClaim'];
const WORST_LAST: HealthCode[] = [
  'Healthy',
  'Suspended',
  'Progressing',
  'Missing',
  'Degraded',
  'Unknown',
];

export interface ResourceHealth {
  status: HealthCode;
  message?: string;
}

export interface AppHealth {
  status: HealthCode;
  /** Undefined for kinds without health. */
  of(object: KubeObject): ResourceHealth | undefined;
  /** When time alone will change it; milliseconds since 1970. */
  changesAt?: number;
}

/** The health of what runs: progressing for a while after a change, then healthy, or degraded for a reason. */
export function assessHealth(options: {
  live: LiveState;
  wantsResources: boolean;
  /** Images that the registry does not have. */
  missingImages: Set<string>;
  progressMs: number;
  now: number;
}): AppHealth {
  const { live, missingImages, now } = options;
  const readyAt = live.changedAt + options.progressMs;

  function of(object: KubeObject): ResourceHealth | undefined {
    if (READY_AT_ONCE.includes(object.kind)) {
      return { status: 'Healthy' };
    }
    if (!WORKLOADS.includes(object.kind)) {
      return undefined;
    }
    const { name } = object.metadata;
    if (live.broken) {
      return {
        status: 'Degraded',
        message: `${object.kind} "${name}" exceeded its progress deadline`,
      };
    }
    if (now < readyAt) {
      return {
        status: 'Progressing',
        message: `Waiting for rollout to finish: 0 of 1 updated replicas are available...`,
      };
    }
    const missing = containersOf(object)
      .map(({ image }) => image)
      .find(image => image !== undefined && missingImages.has(image));
    return missing === undefined
      ? { status: 'Healthy' }
      : {
          status: 'Degraded',
          message: `Back-off pulling image "${missing}" (ImagePullBackOff)`,
        };
  }

  const found = live.objects
    .map(of)
    .filter((health): health is ResourceHealth => !!health)
    .map(({ status }) => status);
  if (live.objects.length === 0 && options.wantsResources) {
    found.push('Missing');
  }
  if (live.broken) {
    found.push('Degraded');
  }
  return {
    status: found.reduce<HealthCode>(
      (worst, status) =>
        WORST_LAST.indexOf(status) > WORST_LAST.indexOf(worst) ? status : worst,
      'Healthy',
    ),
    of,
    changesAt: now < readyAt && !live.broken ? readyAt : undefined,
  };
}
