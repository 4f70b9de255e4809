import { IncomingMessage, ServerResponse } from 'http';
import { sendJson } from '../../server/sendJson';
import { Application } from '../Application';
import { identity, resourceKey } from '../controller/diffResources';
import { ControllerContext } from '../controller/ControllerContext';
import { KubeObject } from '../KubeObject';
import { renderApplication } from '../render/renderApplication';
import { clusterView } from './clusterView';
import { RestError } from './RestError';

const PATH = /^\/api\/v1\/applications\/([^/]+)(?:\/([a-z-]+))?$/;
const DEFAULT_NAMESPACE = 'argocd';
/** What Argo CD's API server puts in the place of each value of a Secret. */
const MASK = '++++++++';
/** Of an answer that nobody should read to its end. */
const HUGE_BYTES = 64 * 1024 * 1024;

/** gRPC's codes. */
const INVALID_ARGUMENT = 3;
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const UNIMPLEMENTED = 12;

/**
 * The part of Argo CD's REST API that reads one Application: itself, its resources as they are and as they should be, its manifests at a
 * revision, its sync windows.
 */
export function createArgoRest(context: ControllerContext) {
  const { faults } = context;

  function find(name: string, query: URLSearchParams): Application {
    const namespace = query.get('appNamespace') || DEFAULT_NAMESPACE;
    const application = context.get(namespace, name);
    const project = query.get('project');
    if (application && (!project || application.spec.project === project)) {
      return application;
    }
    // Without a project, what is missing is not told from what is forbidden.
    throw project
      ? new RestError(
          404,
          NOT_FOUND,
          `applications.argoproj.io "${name}" not found`,
        )
      : new RestError(403, PERMISSION_DENIED, 'permission denied');
  }

  async function render(
    application: Application,
    revisions: (string | undefined)[],
  ) {
    try {
      return await renderApplication(
        application,
        context.resolveRepository,
        revisions,
      );
    } catch (error) {
      throw new RestError(400, INVALID_ARGUMENT, (error as Error).message);
    }
  }

  async function managedResources(application: Application) {
    const { metadata } = application;
    const { namespace = '', name } = metadata;
    // As it was compared last, however much Git has moved on since.
    const { revision, revisions } = application.status?.sync ?? {};
    const rendered = await render(application, revisions ?? [revision]);
    const wanted = new Map(
      rendered.objects.map(object => [resourceKey(object), object]),
    );
    const live = new Map(
      context.live
        .get(namespace, name)
        .objects.map(object => [resourceKey(object), object]),
    );
    const secretsShown = faults.isOn('rest-unmasked', name);
    const text = (object: KubeObject | undefined) =>
      JSON.stringify(object && !secretsShown ? masked(object) : object ?? null);
    const items = [...new Set([...wanted.keys(), ...live.keys()])].map(key => {
      const {
        group = '',
        version,
        kind,
        ...rest
      } = identity((wanted.get(key) ?? live.get(key))!);
      const target = wanted.get(key) && tracked(wanted.get(key)!, application);
      const now = live.get(key) && tracked(live.get(key)!, application);
      const targetText = text(target);
      const normalizedLiveState = text(now && clusterView(now));
      const predictedLiveState = text(target && clusterView(target));
      return {
        group,
        kind,
        ...{ namespace: rest.namespace ?? '', name: rest.name },
        targetState: targetText,
        liveState: text(now && { ...clusterView(now), status: {} }),
        normalizedLiveState,
        predictedLiveState,
        ...(normalizedLiveState !== predictedLiveState && { modified: true }),
        hook: false,
      };
    });
    return {
      items: faults.isOn('rest-garbled', name)
        ? items.map(item => ({ ...item, normalizedLiveState: '{"kind": ' }))
        : items,
    };
  }

  async function answer(request: IncomingMessage): Promise<unknown> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const [, encoded, part] = PATH.exec(url.pathname) ?? [];
    if (encoded === undefined) {
      throw new RestError(404, NOT_FOUND, 'Not Found');
    }
    if (request.method !== 'GET') {
      throw new RestError(501, UNIMPLEMENTED, 'Method Not Allowed');
    }
    const application = find(decodeURIComponent(encoded), url.searchParams);
    switch (part) {
      case undefined:
        return application;
      case 'managed-resources':
        return managedResources(application);
      case 'manifests': {
        const revision = url.searchParams.get('revision') ?? undefined;
        const { objects, revisions, sourceTypes } = await render(application, [
          revision,
        ]);
        return {
          manifests: objects.map(object => JSON.stringify(masked(object))),
          ...{ revision: revisions[0], sourceType: sourceTypes[0] },
        };
      }
      case 'syncwindows':
        return { canSync: true };
      default:
        throw new RestError(404, NOT_FOUND, 'Not Found');
    }
  }

  return {
    serves: (path: string | undefined) =>
      path?.startsWith('/api/v1/applications') ?? false,
    async handle(request: IncomingMessage, response: ServerResponse) {
      const name = decodeURIComponent(
        /^\/api\/v1\/applications\/([^/?]+)/.exec(request.url ?? '')?.[1] ?? '',
      );
      if (faults.take('rest-hang', name)) {
        return;
      }
      if (faults.take('rest-huge', name)) {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"items":["');
        response.end(Buffer.alloc(HUGE_BYTES, 'x'));
        return;
      }
      try {
        if (faults.take('rest-500', name)) {
          throw new RestError(
            500,
            13,
            'error getting cached app managed resources: context deadline exceeded',
          );
        }
        sendJson(response, 200, await answer(request));
      } catch (error) {
        const said =
          error instanceof RestError
            ? error
            : new RestError(500, 2, `the sandbox failed: ${error}`);
        sendJson(response, said.status, said.toBody());
      }
    },
  };
}

/** As Argo CD marks what is an Application's. */
function tracked(object: KubeObject, { metadata }: Application): KubeObject {
  const { group = '', kind, namespace = '', name } = identity(object);
  return {
    ...object,
    metadata: {
      ...object.metadata,
      annotations: {
        ...object.metadata.annotations,
        'argocd.argoproj.io/tracking-id': `${metadata.name}:${group}/${kind}:${namespace}/${name}`,
      },
    },
  };
}

function masked(object: KubeObject): KubeObject {
  const { data } = object;
  if (object.kind !== 'Secret' || typeof data !== 'object' || !data) {
    return object;
  }
  const {
    'kubectl.kubernetes.io/last-applied-configuration': _,
    ...annotations
  } = object.metadata.annotations ?? {};
  return {
    ...object,
    metadata: { ...object.metadata, annotations },
    data: Object.fromEntries(Object.keys(data).map(key => [key, MASK])),
  };
}
