import { setImmediate } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { z } from 'zod';
import {
  ApplicationState,
  ApplicationStatePort,
  LiveResource,
} from '../../ports';
import { ArgoInstance } from '../instance/ArgoInstance';
import { findInstance } from '../instance/findInstance';
import { createArgoApiClient } from './createArgoApiClient';
import {
  ManagedResource,
  managedResourcesSchema,
} from './managedResourcesSchema';

/** Argo CD's `applicationApplicationSyncWindowsResponse`, as far as it is read. */
const syncWindows = z.object({ canSync: z.boolean().nullish() });

/**
 * Argo CD through its REST API.
 *
 * @remarks `normalizedLiveState` and `predictedLiveState` are what Argo CD's own page compares: without what the Application ignores,
 * and with what the cluster has added by itself on both sides.
 */
export function createApplicationState(
  instances: ArgoInstance[],
): ApplicationStatePort {
  const clients = new Map(
    instances.map(instance => [instance, createArgoApiClient(instance)]),
  );
  return {
    async look(ref, application, signal) {
      const client = clients.get(findInstance(instances, ref));
      if (!client) {
        return undefined;
      }
      const path = `/api/v1/applications/${encodeURIComponent(ref.name)}`;
      const query = {
        appNamespace: ref.namespace,
        // With it, what is missing is told from what is forbidden.
        project: application.spec.project,
      };
      const [resources, windows] = await Promise.all([
        client.get(`${path}/managed-resources`, query, signal),
        // Nice to know, and not worth the rest.
        client.get(`${path}/syncwindows`, query, signal).catch(() => undefined),
      ]);
      signal.throwIfAborted();
      const parsed = managedResourcesSchema.safeParse(resources);
      if (!parsed.success) {
        throw new ServiceUnavailableError(
          `Argo CD's API answered to ${path}/managed-resources with something else than resources`,
        );
      }
      return {
        ...(await readResources(parsed.data.items ?? [])),
        canSync: syncWindows.safeParse(windows).data?.canSync ?? undefined,
      };
    },
  };
}

async function readResources(
  items: ManagedResource[],
): Promise<Pick<ApplicationState, 'resources' | 'unreadable'>> {
  const resources: LiveResource[] = [];
  let unreadable = 0;
  for (const item of items) {
    if (item.hook) {
      continue;
    }
    try {
      resources.push({
        group: item.group ?? '',
        kind: item.kind,
        namespace: item.namespace ?? '',
        name: item.name,
        live: readState(item.normalizedLiveState) ?? readState(item.liveState),
        target:
          readState(item.predictedLiveState) ?? readState(item.targetState),
      });
    } catch {
      unreadable += 1;
    }
    // There may be many, and others wait.
    await setImmediate();
  }
  return { resources, unreadable };
}

/** `null` is what is not there. Throws on what is neither that nor an object. */
function readState(text: string | null | undefined): JsonObject | undefined {
  const value: unknown = text ? JSON.parse(text) : null;
  if (value === null) {
    return undefined;
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new TypeError('expected an object');
  }
  return value as JsonObject;
}
