import {
  HealthCheck,
  JsonObject,
} from '@waybill/backstage-plugin-waybill-common';
import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { ArgocdUpdateConfig, argocdUpdateSchema } from './argocdConfig';
import { applicationRef, syncApplication } from './syncApplication';
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
    return {
      summary: `sync ${config.apps.map(app => app.name).join(', ')}`,
      effects: config.apps.map(app => ({
        type: 'argocd-update',
        application: { ...applicationRef(context, app) },
        sources: (app.sources ?? []).map(source => ({ ...source })),
      })) as JsonObject[],
    };
  },
  async run(context, config) {
    const checks: JsonObject[] = [];
    const waiting: { message: string; retryAfterSeconds: number }[] = [];
    for (const app of config.apps) {
      const look = await syncApplication(context, app);
      if (look.status === 'waiting') {
        waiting.push(look);
      } else {
        checks.push({
          ...applicationRef(context, app),
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
      message: `Argo CD has synced ${config.apps
        .map(app => app.name)
        .join(', ')}`,
      output: {
        apps: config.apps.map(app => ({ ...applicationRef(context, app) })),
      },
      healthChecks: [healthCheck],
    };
  },
};
