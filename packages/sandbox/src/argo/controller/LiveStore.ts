import { KubeObject } from '../KubeObject';
import { ObjectStore } from '../ObjectStore';

/** What runs in the cluster for one Application. */
export interface LiveState {
  objects: KubeObject[];
  /** Milliseconds since 1970; when workloads last changed. */
  changedAt: number;
  /** Somebody broke it. */
  broken: boolean;
}

/** Kind under which live state is kept beside the API's objects; no API serves it. */
const LIVE = '_live';

/** The cluster, as far as there is one; as durable as the API's objects. */
export class LiveStore {
  constructor(private readonly store: ObjectStore) {}

  get(namespace: string, name: string): LiveState {
    const kept = this.store.get(LIVE, namespace, name);
    return (
      (kept?.state as LiveState | undefined) ?? {
        objects: [],
        changedAt: 0,
        broken: false,
      }
    );
  }

  set(namespace: string, name: string, patch: Partial<LiveState>): void {
    this.store.put(LIVE, {
      apiVersion: 'sandbox',
      kind: 'Live',
      metadata: { namespace, name },
      state: { ...this.get(namespace, name), ...patch },
    });
  }

  remove(namespace: string, name: string): void {
    const kept = this.store.get(LIVE, namespace, name);
    if (kept) {
      this.store.remove(LIVE, kept);
    }
  }
}
