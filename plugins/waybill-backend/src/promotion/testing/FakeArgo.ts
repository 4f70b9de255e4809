import { ConflictError } from '@backstage/errors';
import { matchStageSelector } from '@waybill/backstage-plugin-waybill-common';
import {
  Application,
  ApplicationOperation,
  ArgoPort,
} from '@waybill/backstage-plugin-waybill-node';
import { CORRELATION_INFO } from '../../argo/operationVerdict';
import { FakeGit } from './FakeGit';

export interface FakeArgo extends ArgoPort {
  applications: Map<string, Application>;
  /** Correlation ids of all syncs that were accepted. */
  syncs: string[];
  refreshes: number;
  add(name: string, repoURL: string): Application;
  /** Runs after a sync was accepted; throws: its answer is lost. */
  afterSync?: () => void;
  /** How the next operations end; default Succeeded at the head of `main`. */
  outcome: () => { phase: 'Succeeded' | 'Failed'; revision?: string };
  /** The controller's turn: finishes what is pending. */
  reconcile(): void;
}

/** Applications and a controller that works whenever somebody looks. */
export function createFakeArgo(git: FakeGit): FakeArgo {
  const applications = new Map<string, Application>();
  let version = 1;
  const touch = (application: Application) => {
    version += 1;
    application.metadata.resourceVersion = String(version);
  };

  const argo: FakeArgo = {
    applications,
    syncs: [],
    refreshes: 0,
    outcome: () => ({ phase: 'Succeeded' }),
    add(name, repoURL) {
      const application: Application = {
        metadata: { name, namespace: 'argocd', resourceVersion: '1' },
        spec: {
          project: 'default',
          destination: {},
          source: { repoURL, targetRevision: 'main', path: '.' },
        },
        status: {},
      };
      applications.set(name, application);
      return application;
    },
    reconcile() {
      for (const application of applications.values()) {
        const { operation } = application;
        if (operation) {
          const repoURL = application.spec.source?.repoURL ?? '';
          const { phase, revision } = argo.outcome();
          application.operation = undefined;
          application.status = {
            ...application.status,
            operationState: {
              operation,
              phase,
              message: phase,
              finishedAt: new Date(version).toISOString(),
              syncResult: {
                revision:
                  revision ?? git.repository(repoURL).branches.get('main'),
              },
            },
          };
          touch(application);
        }
      }
    },
    async get({ name }) {
      const found = applications.get(name);
      const seen = found && structuredClone(found);
      argo.reconcile();
      return seen;
    },
    async list({ namespace, selector }) {
      return [...applications.values()]
        .filter(
          ({ metadata }) =>
            metadata.namespace === namespace &&
            matchStageSelector(selector, {
              name: metadata.name,
              labels: metadata.labels ?? {},
            }),
        )
        .map(application => structuredClone(application));
    },
    async refresh() {
      argo.refreshes += 1;
    },
    async sync({ name }, seen, update) {
      const found = applications.get(name);
      if (
        !found ||
        found.operation ||
        found.metadata.resourceVersion !== seen.metadata.resourceVersion
      ) {
        throw new ConflictError(`${name} has changed`);
      }
      update.sources?.forEach(({ source }) => {
        found.spec.source = source;
      });
      const operation: ApplicationOperation = {
        info: [{ name: CORRELATION_INFO, value: update.correlationId }],
      };
      found.operation = operation;
      found.status = { ...found.status, operationState: undefined };
      touch(found);
      argo.syncs.push(update.correlationId);
      argo.afterSync?.();
    },
  };
  return argo;
}
