import { isDeepStrictEqual } from 'util';
import { Application } from '../Application';
import { ObjectStore } from '../ObjectStore';
import { applicationType } from '../ResourceType';
import { ControllerContext } from './ControllerContext';
import {
  comparedToOf,
  REFRESH_ANNOTATION,
  refreshApplication,
} from './refreshApplication';
import { runOperation } from './runOperation';

const RETRY_AFTER_FAILURE_MS = 1_000;

interface Worker {
  refreshing: boolean;
  operating: boolean;
  /** A comparison is due whatever the status says. */
  forced: boolean;
  comparedAt: number;
  healthChangesAt?: number;
  timer?: NodeJS.Timeout;
}

/** Reacts to every change of an Application, and to time: compares, and carries out operations, side by side. */
export class ApplicationController {
  readonly #workers = new Map<string, Worker>();
  #unsubscribe?: () => void;
  #stopped = false;

  constructor(
    private readonly store: ObjectStore,
    private readonly context: ControllerContext,
  ) {}

  start(): void {
    const { plural } = applicationType;
    this.#unsubscribe = this.store.subscribe(({ type, resource, object }) => {
      const { namespace = '', name } = object.metadata;
      if (resource !== plural) {
        return;
      }
      if (type === 'DELETED') {
        clearTimeout(this.#workers.get(`${namespace}/${name}`)?.timer);
        this.#workers.delete(`${namespace}/${name}`);
        this.context.live.remove(namespace, name);
      } else {
        // Not within the write itself: who wrote gets an answer first.
        setImmediate(() => this.#consider(namespace, name));
      }
    });
    for (const { metadata } of this.store.list(plural)) {
      this.#consider(metadata.namespace ?? '', metadata.name);
    }
  }

  /** Compares soon, whatever the status says. */
  look(namespace: string, name: string): void {
    this.#worker(namespace, name).forced = true;
    this.#consider(namespace, name);
  }

  stop(): void {
    this.#stopped = true;
    this.#unsubscribe?.();
    this.#workers.forEach(({ timer }) => clearTimeout(timer));
  }

  #worker(namespace: string, name: string): Worker {
    const key = `${namespace}/${name}`;
    const worker = this.#workers.get(key) ?? {
      refreshing: false,
      operating: false,
      forced: false,
      comparedAt: 0,
    };
    this.#workers.set(key, worker);
    return worker;
  }

  #consider(namespace: string, name: string): void {
    const application = this.context.get(namespace, name);
    if (this.#stopped || !application) {
      return;
    }
    const worker = this.#worker(namespace, name);
    if (application.metadata.deletionTimestamp) {
      this.context.update(namespace, name, latest => {
        latest.metadata.finalizers = [];
      });
      return;
    }
    if (application.operation && !worker.operating) {
      worker.operating = true;
      this.#run(namespace, name, async () => {
        try {
          await runOperation(this.context, application);
          worker.forced = true;
        } finally {
          worker.operating = false;
        }
      });
    }
    if (!worker.refreshing && this.#refreshDue(worker, application)) {
      const { forced } = worker;
      worker.refreshing = true;
      worker.forced = false;
      worker.healthChangesAt = undefined;
      this.#run(namespace, name, async () => {
        try {
          worker.healthChangesAt = await refreshApplication(
            this.context,
            application,
            forced,
          );
          worker.comparedAt = this.context.now();
        } finally {
          worker.refreshing = false;
        }
      });
    }
    this.#wakeLater(worker, namespace, name);
  }

  #refreshDue(worker: Worker, { metadata, spec, status }: Application) {
    const now = this.context.now();
    return (
      worker.forced ||
      metadata.annotations?.[REFRESH_ANNOTATION] !== undefined ||
      !status?.sync?.comparedTo ||
      !isDeepStrictEqual(status.sync.comparedTo, comparedToOf(spec)) ||
      now >= worker.comparedAt + this.context.delays.refresh ||
      now >= (worker.healthChangesAt ?? Infinity)
    );
  }

  #wakeLater(worker: Worker, namespace: string, name: string): void {
    clearTimeout(worker.timer);
    if (worker.refreshing) {
      return;
    }
    const at = Math.min(
      worker.comparedAt + this.context.delays.refresh,
      worker.healthChangesAt ?? Infinity,
    );
    worker.timer = setTimeout(
      () => this.#consider(namespace, name),
      Math.max(0, at - this.context.now()),
    );
  }

  #run(namespace: string, name: string, work: () => Promise<void>): void {
    work()
      .catch(error => {
        if (this.#stopped) {
          return undefined;
        }
        process.stderr.write(
          `sandbox: application ${namespace}/${name}: ${error.stack}\n`,
        );
        return this.context.sleep(RETRY_AFTER_FAILURE_MS);
      })
      .then(() => this.#consider(namespace, name))
      .catch(() => {
        // Stopped while it waited.
      });
  }
}
