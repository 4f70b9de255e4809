import {
  HealthCheck,
  JsonObject,
} from '@waybill/backstage-plugin-waybill-common';
import {
  ApplicationRef,
  StepContext,
  StepDefinition,
} from '@waybill/backstage-plugin-waybill-node';
import {
  ArgocdSourceUpdate,
  ArgocdUpdateConfig,
  argocdUpdateSchema,
} from './argocdConfig';
import { chosenApplications } from './chosenApplications';
import { syncApplication } from './syncApplication';
import { touchedFiles } from './touchedFiles';

const DEFAULT_TIMEOUT_SECONDS = 300;

/**
 * Writes revisions or images into Argo CD Applications where asked to, syncs them and waits until the operation has ended.
 *
 * @remarks It ends with the operation. Whether the Stage is healthy is asked from then on by the health check it registers.
 */
export const argocdUpdate: StepDefinition<ArgocdUpdateConfig> = {
  id: 'argocd-update',
  kind: 'outside',
  usesWorkspace: false,
  defaultTimeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
  schema: argocdUpdateSchema,
  async plan(context, config) {
    const updates = await updatesByApplication(context, config, false);
    return {
      summary: `sync ${named(updates)}`,
      effects: updates.map(({ ref, sources }) => ({
        type: 'argocd-update',
        application: { ...ref },
        sources: sources.map(source => ({ ...source })),
      })) as JsonObject[],
    };
  },
  async run(context, config) {
    const updates = await updatesByApplication(context, config, true);
    const checks: JsonObject[] = [];
    const waiting: { message: string; retryAfterSeconds: number }[] = [];
    for (const { ref, sources } of updates) {
      const look = await syncApplication(context, ref, sources);
      if (look.status === 'waiting') {
        waiting.push(look);
      } else {
        checks.push({
          ...ref,
          desired: look.desired.map(({ index, revision, repoURL }) => ({
            sourceIndex: index,
            revision,
            repoURL,
            paths: touchedFiles(context.outputs, repoURL),
          })),
        });
      }
    }
    if (waiting.length > 0) {
      return {
        status: 'Running',
        message: waiting.map(item => item.message).join('; '),
        retryAfterSeconds: Math.min(
          ...waiting.map(item => item.retryAfterSeconds),
        ),
      };
    }
    const healthCheck: HealthCheck = {
      uses: 'argocd-update',
      config: { apps: checks },
    };
    return {
      status: 'Succeeded',
      message: `Argo CD has synced ${named(updates)}`,
      output: { apps: updates.map(({ ref }) => ({ ...ref })) },
      healthChecks: [healthCheck],
    };
  },
};

interface ApplicationUpdate {
  ref: ApplicationRef;
  sources: ArgocdSourceUpdate[];
}

/** One for each Application, however many entries mean it: it is synced once. */
async function updatesByApplication(
  context: StepContext,
  { apps }: ArgocdUpdateConfig,
  note: boolean,
): Promise<ApplicationUpdate[]> {
  const found = new Map<string, ApplicationUpdate>();
  for (const app of apps) {
    for (const ref of await chosenApplications(context, app, { note })) {
      const key = `${ref.namespace}/${ref.name}`;
      const update = found.get(key) ?? { ref, sources: [] };
      update.sources.push(...(app.sources ?? []));
      found.set(key, update);
    }
  }
  return [...found.values()];
}

function named(updates: ApplicationUpdate[]): string {
  return updates.map(({ ref }) => ref.name).join(', ');
}
