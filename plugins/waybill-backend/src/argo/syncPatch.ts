import { ConflictError, InputError } from '@backstage/errors';
import {
  Application,
  ApplicationUpdate,
} from '@waybill/backstage-plugin-waybill-node';
import { mergePatchBetween } from './mergePatchBetween';
import { CORRELATION_INFO } from './operationVerdict';

const REFRESH_ANNOTATION = 'argocd.argoproj.io/refresh';

/**
 * The one merge patch that starts a sync: sources, operation, a cleared `operationState` and a hard refresh.
 *
 * @remarks A patch of the resource passes by the checks of Argo CD's API, so they are made up for here: an operation that
 * is present is not overwritten, the old `operationState` is cleared (argo-cd #20875), and sync options and retry are those
 * of the Application. The revision is never pinned: Argo CD syncs to `targetRevision`. The resourceVersion makes it fail
 * when anything has changed since the Application was read.
 */
export function syncPatch(
  application: Application,
  update: ApplicationUpdate,
): object {
  const { metadata, spec, operation } = application;
  if (operation) {
    throw new ConflictError(
      `Application ${metadata.namespace}/${
        metadata.name
      } has an operation in progress${
        operation.initiatedBy?.username
          ? `, started by ${operation.initiatedBy.username}`
          : ''
      }`,
    );
  }
  const { syncOptions, retry, automated } = spec.syncPolicy ?? {};
  return {
    metadata: {
      resourceVersion: metadata.resourceVersion,
      annotations: { [REFRESH_ANNOTATION]: 'hard' },
    },
    ...sourcesPatch(application, update),
    operation: {
      initiatedBy: {
        username: 'waybill',
        automated: update.automated ?? false,
      },
      info: [
        { name: 'Reason', value: update.reason },
        { name: CORRELATION_INFO, value: update.correlationId },
      ],
      ...(retry ? { retry } : {}),
      sync: {
        ...(syncOptions?.length ? { syncOptions } : {}),
        ...(automated?.prune === true ? { prune: true } : {}),
      },
    },
    ...(application.status ? { status: { operationState: null } } : {}),
  };
}

function sourcesPatch(
  { metadata, spec }: Application,
  { sources: updates = [] }: ApplicationUpdate,
): object {
  if (updates.length === 0) {
    return {};
  }
  const isList = Boolean(spec.sources?.length);
  const sources = isList ? [...spec.sources!] : [spec.source];
  for (const { index, source } of updates) {
    if (!sources[index]) {
      throw new InputError(
        `Application ${metadata.namespace}/${metadata.name} has no source ${index}; it has ${sources.length}`,
      );
    }
    sources[index] = source;
  }
  // A list is replaced as a whole; a single source is merged, so that what is to go has to be said.
  return isList
    ? { spec: { sources } }
    : { spec: { source: mergePatchBetween(spec.source, sources[0]) ?? {} } };
}
