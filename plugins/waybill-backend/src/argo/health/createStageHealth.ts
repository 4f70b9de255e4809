import {
  HealthCheck,
  JsonObject,
} from '@waybill/backstage-plugin-waybill-common';
import {
  Application,
  ArgoPort,
  GitPort,
} from '@waybill/backstage-plugin-waybill-node';
import { StageHealthPort } from '../../ports';
import { ApplicationHealth, applicationHealth } from './applicationHealth';
import { CheckedApplication, healthCheckConfig } from './healthCheckConfig';
import { isStillInEffect } from './isStillInEffect';
import { observedRevisions } from './observedRevisions';
import { worstHealth, worstSync } from './worstOf';

/** Seconds until the next look, where no watch tells earlier. */
const AGAIN = { settled: 60, unhealthy: 15, moving: 5, stale: 3 };

interface Look extends ApplicationHealth {
  again: number;
}

/** Answers "is the Stage healthy now?" from Argo CD, with the health checks that `argocd-update` registered. */
export function createStageHealth(): StageHealthPort {
  return {
    async look({ checks, instance, ports, now, signal }) {
      const looks = (
        await Promise.all(
          checks.map(check => lookAt(check, { instance, ports, now, signal })),
        )
      ).flat();
      return {
        health: worstHealth(looks.map(({ health }) => health)),
        ...(looks.some(({ whilePromoting }) => whilePromoting) && {
          whilePromoting: worstHealth(
            looks.map(({ health, whilePromoting }) => whilePromoting ?? health),
          ),
        }),
        sync: worstSync(looks.map(({ sync }) => sync)),
        lookAgainAfterSeconds: Math.min(
          AGAIN.settled,
          ...looks.map(({ again }) => again),
        ),
      };
    },
  };
}

interface LookContext {
  instance: string | undefined;
  ports: { argo: ArgoPort; git: GitPort };
  now: Date;
  signal: AbortSignal;
}

async function lookAt(
  check: HealthCheck,
  context: LookContext,
): Promise<Look[]> {
  if (check.uses !== 'argocd-update') {
    return [
      unknown(`There is nothing that can answer health check "${check.uses}"`),
    ];
  }
  const parsed = healthCheckConfig.safeParse(check.config);
  if (!parsed.success) {
    return [unknown(`Cannot read the health check: ${describe(check.config)}`)];
  }
  return Promise.all(
    parsed.data.apps.map(app => lookAtApplication(app, context)),
  );
}

async function lookAtApplication(
  app: CheckedApplication,
  { instance, ports, now, signal }: LookContext,
): Promise<Look> {
  const ref = {
    instance: app.instance ?? instance,
    namespace: app.namespace,
    name: app.name,
  };
  try {
    const application = await ports.argo.get(ref, signal);
    const unchanged = application
      ? await sourcesInEffect(application, app, ports.git, signal)
      : new Set<number>();
    const found = applicationHealth(application, {
      name: app.name,
      namespace: app.namespace,
      desired: app.desired.map(({ sourceIndex, revision }) => ({
        index: sourceIndex,
        revision,
      })),
      contentUnchanged: index => unchanged.has(index),
      now,
    });
    if (found.stale) {
      // It may be swallowed; the next look asks again until the comparison has been made.
      await ports.argo.refresh(ref, 'hard', signal);
    }
    return { ...found, again: secondsUntilNextLook(found, application, now) };
  } catch (error) {
    signal.throwIfAborted();
    return unknown((error as Error).message);
  }
}

/** Sources that are at another commit than desired, and whose promoted content is in effect there. */
async function sourcesInEffect(
  application: Application,
  { desired }: CheckedApplication,
  git: GitPort,
  signal: AbortSignal,
): Promise<Set<number>> {
  const observed = observedRevisions(application);
  const inEffect = new Set<number>();
  for (const one of desired) {
    const found = observed[one.sourceIndex];
    if (
      found !== undefined &&
      found !== one.revision &&
      (await isStillInEffect({ git, desired: one, observed: found, signal }))
    ) {
      inEffect.add(one.sourceIndex);
    }
  }
  return inEffect;
}

function secondsUntilNextLook(
  { health, stale, settling }: ApplicationHealth,
  application: Application | undefined,
  now: Date,
): number {
  if (stale) {
    // Ever more rarely where nobody compares at all, such as with `skip-reconcile`.
    const finished = Date.parse(
      application?.status?.operationState?.finishedAt ?? '',
    );
    const age = (now.getTime() - finished) / 1000;
    return Math.min(AGAIN.settled, Math.max(AGAIN.stale, age / 4));
  }
  if (settling || health.status === 'Progressing') {
    return AGAIN.moving;
  }
  return health.status === 'Healthy' ? AGAIN.settled : AGAIN.unhealthy;
}

function unknown(issue: string): Look {
  return {
    health: { status: 'Unknown', issues: [issue] },
    sync: 'Unknown',
    stale: false,
    settling: false,
    again: AGAIN.unhealthy,
  };
}

function describe(config: JsonObject): string {
  return JSON.stringify(config).slice(0, 200);
}
