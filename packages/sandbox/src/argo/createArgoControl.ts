import { IncomingMessage, ServerResponse } from 'http';
import { z } from 'zod';
import { EVERYWHERE } from '../server/FaultSwitches';
import { readControlRequest } from '../server/readControlRequest';
import { sendJson } from '../server/sendJson';
import { KubernetesApi } from './api/createKubernetesApi';
import { ObjectWriter } from './api/ObjectWriter';
import { patchObject, patchTypes } from './api/patchObject';
import { Application } from './Application';
import { ArgoFault } from './argoFaults';
import { ApplicationController } from './controller/ApplicationController';
import { ControllerContext } from './controller/ControllerContext';
import { foreignOperation } from './controller/foreignOperation';
import { KubeObject } from './KubeObject';
import { ObjectStore } from './ObjectStore';
import { apiVersionOf, applicationType, resourceTypes } from './ResourceType';

/** What a person or a test may do to the sandbox's Argo CD behind its back. */
export interface ArgoControl {
  /** Creates the Application, or merges into the one that is there. */
  createApplication(application: KubeObject): Application;
  /** Creates or replaces any object of a kind that is served, and its namespace where there is none. */
  apply(object: KubeObject): void;
  /** A number: on for so many times. The application's name limits faults of the controller to it. */
  setFault(name: ArgoFault, on: boolean | number, application?: string): void;
  /** Its workloads are degraded until it is healed. Namespace `argocd`. */
  breakApplication(name: string): void;
  healApplication(name: string): void;
  /** Somebody scales its Deployments up by one, past Git. Namespace `argocd`. */
  scaleApplication(name: string): void;
  /** An operation of another client, unless one is in progress. */
  startForeignOperation(name: string): void;
}

const named = z.strictObject({ name: z.string() });
const fault = z.strictObject({
  name: z.string(),
  on: z.union([z.boolean(), z.number().int().min(0)]),
  application: z.string().optional(),
});
const NAMESPACE = 'argocd';

/** The control's functions, and the same as `POST /_control/<fault|break|heal|scale|operate>` and `GET /_control/state`. */
export function createArgoControl(options: {
  context: ControllerContext;
  controller: ApplicationController;
  store: ObjectStore;
  writer: ObjectWriter;
  api: KubernetesApi;
}): ArgoControl & {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
} {
  const { context, controller, store, writer, api } = options;

  function mustExist(name: string): Application {
    const application = context.get(NAMESPACE, name);
    if (!application) {
      throw new Error(`there is no application '${name}' in ${NAMESPACE}`);
    }
    return application;
  }

  function setBroken(name: string, broken: boolean): void {
    mustExist(name);
    context.live.set(NAMESPACE, name, {
      broken,
      // Healed workloads have to come up first.
      ...(broken ? {} : { changedAt: context.now() }),
    });
    controller.look(NAMESPACE, name);
  }

  function scale(name: string): void {
    mustExist(name);
    const objects = structuredClone(context.live.get(NAMESPACE, name).objects);
    for (const { kind, spec } of objects) {
      if (kind === 'Deployment') {
        const scaled = spec as { replicas?: number };
        scaled.replicas = (scaled.replicas ?? 1) + 1;
      }
    }
    context.live.set(NAMESPACE, name, { objects, changedAt: context.now() });
    controller.look(NAMESPACE, name);
  }

  const control: ArgoControl = {
    createApplication(application) {
      const { namespace, name } = application.metadata;
      const existing = context.get(namespace ?? NAMESPACE, name);
      const written = existing
        ? writer.replace(
            applicationType,
            existing,
            patchObject(existing, application, patchTypes.merge),
          )
        : writer.create(applicationType, application);
      return written.object as Application;
    },
    apply(object) {
      const { namespace, name } = object.metadata;
      const type = resourceTypes.find(
        it => it.kind === object.kind && apiVersionOf(it) === object.apiVersion,
      );
      if (!type) {
        throw new Error(`there is no ${object.apiVersion} ${object.kind}`);
      }
      if (namespace && !store.get('namespaces', undefined, namespace)) {
        store.put('namespaces', {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: namespace, creationTimestamp: context.timestamp() },
        });
      }
      const existing = store.get(type.plural, namespace, name);
      if (existing) {
        writer.replace(type, existing, object);
      } else {
        writer.create(type, object);
      }
    },
    setFault(name, on, application = EVERYWHERE) {
      context.faults.set(name, on, application);
      if (name === 'cut-watch' && on) {
        api.cutWatches();
      }
    },
    breakApplication: name => setBroken(name, true),
    healApplication: name => setBroken(name, false),
    scaleApplication: scale,
    startForeignOperation(name) {
      mustExist(name);
      context.update(NAMESPACE, name, application => {
        application.operation ??= foreignOperation();
      });
    },
  };

  function state() {
    return {
      faults: context.faults.active(),
      knownFaults: context.faults.known,
      applications: (store.list(applicationType.plural) as Application[]).map(
        ({ metadata, status }) => ({
          name: metadata.name,
          namespace: metadata.namespace,
          broken: context.live.get(metadata.namespace ?? '', metadata.name)
            .broken,
          sync: status?.sync?.status,
          revision: status?.sync?.revision,
          health: status?.health?.status,
          images: status?.summary?.images ?? [],
        }),
      ),
    };
  }

  async function act(path: string, request: IncomingMessage): Promise<void> {
    if (path === '/_control/fault') {
      const { name, on, application } = await readControlRequest(
        request,
        fault,
      );
      control.setFault(name as ArgoFault, on, application);
      return;
    }
    const { name } = await readControlRequest(request, named);
    if (path === '/_control/break') {
      control.breakApplication(name);
    } else if (path === '/_control/heal') {
      control.healApplication(name);
    } else if (path === '/_control/scale') {
      control.scaleApplication(name);
    } else if (path === '/_control/operate') {
      control.startForeignOperation(name);
    } else {
      throw new Error(`there is no ${path}`);
    }
  }

  return {
    ...control,
    async handle(request, response) {
      try {
        if (request.method === 'POST') {
          await act(request.url ?? '', request);
        }
        sendJson(response, 200, state());
      } catch (error) {
        sendJson(response, 400, { error: (error as Error).message });
      }
    },
  };
}
