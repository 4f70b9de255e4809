import { IncomingMessage, ServerResponse } from 'http';
import { setTimeout as sleep } from 'timers/promises';
import {
  ActiveFault,
  createFaultSwitches,
  EVERYWHERE,
} from '../server/FaultSwitches';
import { listenOnLoopback, RunningServer } from '../server/listenOnLoopback';
import { sendJson } from '../server/sendJson';
import { AnalysisController } from './analysis/AnalysisController';
import { createKubernetesApi } from './api/createKubernetesApi';
import { ObjectWriter } from './api/ObjectWriter';
import { Application } from './Application';
import { argoFaults } from './argoFaults';
import { ArgoControl, createArgoControl } from './createArgoControl';
import { ApplicationController } from './controller/ApplicationController';
import { ControllerContext } from './controller/ControllerContext';
import { Delays, demoDelays } from './controller/Delays';
import { LiveStore } from './controller/LiveStore';
import { KubeObject } from './KubeObject';
import { ObjectStore } from './ObjectStore';
import { createArgoRest } from './rest/createArgoRest';
import { ResolveRepository } from './render/renderApplication';
import { applicationType, projectType } from './ResourceType';
import { StatusError } from './StatusError';

const NAMESPACES = ['default', 'argocd'];
/** As Argo CD creates it: everything is allowed. */
const defaultProject: KubeObject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: { name: 'default', namespace: 'argocd' },
  spec: {
    sourceRepos: ['*'],
    destinations: [{ server: '*', namespace: '*' }],
    clusterResourceWhitelist: [{ group: '*', kind: '*' }],
  },
};
/** How long a watch lives that is cut. */
const CUT_AFTER_MS = 200;

/** A running Kubernetes-style API with Argo CD's application controller. */
export interface Argo extends RunningServer, ArgoControl {
  faults(): ActiveFault[];
}

/**
 * Serves `argoproj.io/v1alpha1` applications and appprojects on loopback, and an application controller that syncs them
 * from bare Git repositories on this disk. All state is in `directory`; an operation in flight goes on after a restart.
 * Argo CD's REST API reads the same Applications under `/api/v1/applications`. What the control page may do is also there under
 * `/_control/`.
 */
export async function startArgo(options: {
  directory: string;
  port: number;
  resolveRepository: ResolveRepository;
  imageExists?: (image: string) => Promise<boolean | undefined>;
  delays?: Partial<Delays>;
  /** Bearer token that clients have to show. */
  token?: string;
}): Promise<Argo> {
  const store = new ObjectStore(options.directory);
  const faults = createFaultSwitches(argoFaults);
  const writer = new ObjectWriter(store, () => new Date());
  const stop = new AbortController();
  const context: ControllerContext = {
    delays: { ...demoDelays, ...options.delays },
    faults,
    live: new LiveStore(store),
    resolveRepository: options.resolveRepository,
    imageExists: options.imageExists,
    get: (namespace, name) =>
      store.get(applicationType.plural, namespace, name) as
        | Application
        | undefined,
    update(namespace, name, change) {
      const existing = context.get(namespace, name);
      if (!existing || stop.signal.aborted) {
        return undefined;
      }
      const changed = structuredClone(existing);
      change(changed);
      const plain = JSON.parse(JSON.stringify(changed));
      return writer.replace(applicationType, existing, plain)
        .object as Application;
    },
    sleep: ms =>
      sleep(Math.max(0, ms), undefined, { signal: stop.signal, ref: false }),
    now: () => Date.now(),
    timestamp: () => `${new Date().toISOString().slice(0, 19)}Z`,
  };
  for (const name of NAMESPACES) {
    if (!store.get('namespaces', undefined, name)) {
      const metadata = { name, creationTimestamp: context.timestamp() };
      store.put('namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata,
      });
    }
  }
  if (!store.get(projectType.plural, 'argocd', 'default')) {
    writer.create(projectType, defaultProject);
  }
  const controller = new ApplicationController(store, context);
  const analyses = new AnalysisController(store, writer, context);
  const api = createKubernetesApi({
    store,
    writer,
    pretendTooOld: () => faults.take('gone-410', EVERYWHERE),
    onWatch(watch) {
      if (faults.take('cut-watch', EVERYWHERE)) {
        setTimeout(watch.cut, CUT_AFTER_MS).unref();
      }
    },
  });
  const rest = createArgoRest(context);
  const control = createArgoControl({
    context,
    controller,
    store,
    writer,
    api,
  });

  async function handle(request: IncomingMessage, response: ServerResponse) {
    if (request.url?.startsWith('/_control/')) {
      await control.handle(request, response);
      return;
    }
    if (faults.take('hang', EVERYWHERE)) {
      return;
    }
    if (faults.take('error-500', EVERYWHERE)) {
      throw new StatusError(
        500,
        'InternalError',
        'Internal error occurred: etcdserver: leader changed',
      );
    }
    const { authorization } = request.headers;
    if (options.token && authorization !== `Bearer ${options.token}`) {
      throw new StatusError(401, 'Unauthorized', 'Unauthorized');
    }
    if (rest.serves(request.url)) {
      await rest.handle(request, response);
      return;
    }
    await api.handle(request, response);
  }

  const server = await listenOnLoopback({
    port: options.port,
    handler: (request, response) => {
      handle(request, response).catch(error => sendError(response, error));
    },
  });
  controller.start();
  analyses.start();
  const { handle: _, ...methods } = control;
  return {
    ...server,
    ...methods,
    faults: faults.active,
    async close() {
      controller.stop();
      analyses.stop();
      stop.abort();
      await server.close();
      store.close();
    },
  };
}

function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status =
    error instanceof StatusError
      ? error
      : new StatusError(500, 'InternalError', `the sandbox failed: ${error}`);
  sendJson(response, status.code, status.toStatus());
}
