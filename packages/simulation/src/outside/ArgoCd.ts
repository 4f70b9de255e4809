import { ConflictError } from '@backstage/errors';
import { CORRELATION_INFO } from '@waybill/backstage-plugin-waybill-backend/src/argo/operationVerdict';
import {
  Application,
  ApplicationOperation,
} from '@waybill/backstage-plugin-waybill-node';
import { Mood } from '../faults/Mood';
import { Coverage } from '../faults/Coverage';
import { Scheduler } from '../kernel/Scheduler';
import { GitRemote } from './GitRemote';
import { mergePatch } from './mergePatch';

/** An Application, and what is really so. */
export interface Deployment {
  application: Application;
  /** The commit that the cluster runs. */
  live: string | undefined;
  health: 'Healthy' | 'Progressing' | 'Degraded';
  /** Commits that have truly been healthy, each with the first time. */
  wasHealthy: Map<string, number>;
  /** Every operation that has ended well: who asked, and the commit. */
  synced: { correlationId: string | undefined; revision: string }[];
  autoSync: boolean;
  /** Counts what the cluster was told to run, so that only the last of it becomes healthy. */
  rollouts: number;
}

const seconds = (count: number) => count * 1000;

/** How often Argo CD compares by itself. */
const COMPARE_EVERY_MS = seconds(90);

/**
 * Argo CD with its controller: operations that take time, comparisons that come later or are swallowed, a status that is
 * older than it looks, and other people's operations.
 */
export class ArgoCd {
  readonly deployments = new Map<string, Deployment>();
  /** Told of each change that a watch would see. */
  onChange: (name: string) => void = () => {};
  calmFrom = Infinity;
  #version = 1;

  constructor(
    readonly scheduler: Scheduler,
    readonly remote: GitRemote,
    readonly mood: Mood,
    readonly coverage: Coverage,
  ) {}

  add(name: string, source: { repoURL: string; branch: string }): void {
    const application: Application = {
      metadata: { name, namespace: 'argocd', resourceVersion: '1' },
      spec: {
        project: 'default',
        destination: {},
        source: {
          repoURL: source.repoURL,
          targetRevision: source.branch,
          path: '.',
        },
      },
      status: { health: { status: 'Healthy' }, sync: { status: 'Synced' } },
    };
    this.deployments.set(name, {
      application,
      live: undefined,
      health: 'Healthy',
      wasHealthy: new Map(),
      synced: [],
      autoSync: this.scheduler.chance.happens(0.3),
      rollouts: 0,
    });
    this.#compareLater(name, COMPARE_EVERY_MS * this.scheduler.chance.next());
  }

  /** As a client reads it; now and then what a cache had a while ago. */
  get(name: string): Application | undefined {
    const found = this.deployments.get(name);
    return found && structuredClone(found.application);
  }

  /** @throws ConflictError when it has changed since */
  patch(name: string, patch: object): void {
    const found = this.#find(name);
    const { metadata = {} } = patch as {
      metadata?: {
        resourceVersion?: string;
        annotations?: Record<string, string>;
      };
    };
    const version = found.application.metadata.resourceVersion;
    if (metadata.resourceVersion && metadata.resourceVersion !== version) {
      throw new ConflictError(
        `the object has been modified; ${name} is at ${version}, not ${metadata.resourceVersion}`,
      );
    }
    found.application = mergePatch(
      found.application as never,
      patch as never,
    ) as unknown as Application;
    const asked = metadata.annotations?.['argocd.argoproj.io/refresh'];
    delete found.application.metadata.annotations;
    this.#touch(name);
    if (asked) {
      this.#refresh(name);
    }
    if (found.application.operation) {
      this.#startSoon(name);
    }
  }

  /** Somebody syncs by hand; `overwrites`: even what is running or asked for. */
  syncByOthers(name: string, overwrites: boolean): void {
    const { application } = this.#find(name);
    const isBusy =
      application.operation ||
      application.status?.operationState?.phase === 'Running';
    if (isBusy && !overwrites) {
      return;
    }
    application.operation = {
      initiatedBy: { username: 'olga' },
      sync: {},
    };
    this.#touch(name);
    this.#startSoon(name);
  }

  /** Whose operation is asked for and has not begun. */
  pendingOperationOf(name: string): string | undefined {
    const { operation } = this.#find(name).application;
    return (
      operation &&
      (idOf(operation) ?? operation.initiatedBy?.username ?? 'Argo CD itself')
    );
  }

  /** The operation that can be seen now and carries this id, unless it has failed or reached another commit than the newest. */
  showsOperationOf(name: string, correlationId: string): boolean {
    const { operation, status, spec } = this.#find(name).application;
    const state = status?.operationState;
    const { repoURL = '', targetRevision = 'main' } = spec.source ?? {};
    const missed =
      state?.phase === 'Succeeded' &&
      state.syncResult?.revision !== this.remote.tip(repoURL, targetRevision);
    return (
      idOf(operation) === correlationId ||
      (idOf(state?.operation) === correlationId &&
        state?.phase !== 'Failed' &&
        !missed)
    );
  }

  #startSoon(name: string): void {
    const { chance } = this.scheduler;
    this.scheduler.schedule(seconds(chance.next() * 4), '', () =>
      this.#start(name),
    );
  }

  #start(name: string): void {
    const { application } = this.#find(name);
    const { operation } = application;
    const running = application.status?.operationState?.phase === 'Running';
    if (!operation || running) {
      return;
    }
    delete application.operation;
    const { repoURL = '', targetRevision = 'main' } =
      application.spec.source ?? {};
    const tip = this.remote.tip(repoURL, targetRevision) ?? targetRevision;
    const stale = this.#lies('argo: syncs to an older commit');
    const revision = stale
      ? this.remote.commit(repoURL, tip)?.parent ?? tip
      : tip;
    this.#status(name, {
      operationState: {
        operation,
        phase: 'Running',
        startedAt: this.#time(),
        syncResult: { revision },
      },
    });
    this.scheduler.log.add(
      this.scheduler.now,
      undefined,
      `argo syncs ${name} to ${revision.slice(0, 7)} for ${
        idOf(operation) ?? operation.initiatedBy?.username
      }`,
    );
    this.scheduler.schedule(
      seconds(1 + this.scheduler.chance.next() * 12),
      '',
      () => this.#finish(name, operation, revision),
    );
  }

  #finish(
    name: string,
    operation: ApplicationOperation,
    revision: string,
  ): void {
    const found = this.#find(name);
    const { application } = found;
    const state = application.status?.operationState;
    if (
      state?.phase !== 'Running' ||
      idOf(state.operation) !== idOf(operation)
    ) {
      // Somebody has cleared or replaced it.
      if (application.operation) this.#startSoon(name);
      return;
    }
    const fails = this.#lies('argo: an operation fails', 0.3);
    this.#status(name, {
      operationState: {
        ...state,
        phase: fails ? 'Failed' : 'Succeeded',
        message: fails ? 'one or more objects failed to apply' : 'synced',
        finishedAt: this.#time(),
      },
    });
    if (!fails) {
      found.synced.push({ correlationId: idOf(operation), revision });
      this.#rollOut(name, revision);
    }
    if (application.operation) {
      this.#startSoon(name);
    }
    this.#compareLater(name, seconds(this.scheduler.chance.next() ** 2 * 20));
  }

  /** The cluster runs it from now on; it is healthy some time later, or degraded first. */
  #rollOut(name: string, revision: string): void {
    const found = this.#find(name);
    if (found.live === revision) {
      return;
    }
    const { chance } = this.scheduler;
    found.live = revision;
    found.health = 'Progressing';
    found.rollouts += 1;
    const { rollouts } = found;
    const become = (health: Deployment['health'], afterMs: number) =>
      this.scheduler.schedule(afterMs, '', () => {
        if (found.rollouts !== rollouts) {
          return;
        }
        found.health = health;
        if (health === 'Healthy') {
          found.wasHealthy.set(revision, this.scheduler.now);
        }
        this.#compareLater(name, seconds(chance.next() * 3));
      });
    const bad = chance.happens(0.15);
    const ready = seconds(chance.next() * 30);
    if (bad) {
      become('Degraded', ready);
    }
    become('Healthy', ready + (bad ? seconds(60 + chance.next() * 300) : 0));
  }

  #refresh(name: string): void {
    if (!this.#lies('argo: a refresh is swallowed')) {
      this.#compareLater(name, seconds(this.scheduler.chance.next() * 4));
    }
  }

  #compareLater(name: string, afterMs: number): void {
    this.scheduler.schedule(afterMs, '', () => this.#compare(name));
  }

  /** Says how things are, and syncs by itself where it shall. */
  #compare(name: string): void {
    const found = this.#find(name);
    const { repoURL = '', targetRevision = 'main' } =
      found.application.spec.source ?? {};
    const tip = this.remote.tip(repoURL, targetRevision) ?? targetRevision;
    const isBehind = found.live !== tip;
    const { reconciledAt, ...said } = {
      reconciledAt: this.#time(),
      sync: {
        status: isBehind ? 'OutOfSync' : 'Synced',
        revision: found.live ?? tip,
      },
      health: { status: found.health },
    };
    const before = JSON.stringify([
      found.application.status?.sync,
      found.application.status?.health,
    ]);
    this.#status(
      name,
      { ...said, reconciledAt },
      before !== JSON.stringify([said.sync, said.health]),
    );
    const { operation, status } = found.application;
    const isIdle = !operation && status?.operationState?.phase !== 'Running';
    if (found.autoSync && isBehind && isIdle && found.live !== undefined) {
      found.application.operation = {
        initiatedBy: { automated: true },
        sync: {},
      };
      this.#touch(name);
      this.#startSoon(name);
    }
  }

  /** Some looks at all Applications, as Argo CD makes them from time to time. */
  compareAll(): void {
    [...this.deployments.keys()].forEach(name => this.#compare(name));
  }

  #status(
    name: string,
    status: NonNullable<Application['status']>,
    tell = true,
  ): void {
    const { application } = this.#find(name);
    application.status = { ...application.status, ...status };
    this.#touch(name, tell);
  }

  #touch(name: string, tell = true): void {
    this.#version += 1;
    const { metadata } = this.#find(name).application;
    metadata.resourceVersion = String(this.#version);
    if (tell) {
      this.onChange(name);
    }
  }

  #time(): string {
    // Kubernetes knows no fractions of a second.
    return `${new Date(this.scheduler.now).toISOString().slice(0, 19)}Z`;
  }

  #lies(how: string, share = 1): boolean {
    const { chance, now } = this.scheduler;
    const lies = now < this.calmFrom && chance.happens(this.mood.lies * share);
    if (lies) {
      this.coverage.count(how);
    }
    return lies;
  }

  #find(name: string): Deployment {
    const found = this.deployments.get(name);
    if (!found) {
      throw new Error(`There is no Application ${name}`);
    }
    return found;
  }
}

function idOf(operation: ApplicationOperation | undefined): string | undefined {
  return operation?.info?.find(info => info.name === CORRELATION_INFO)?.value;
}
