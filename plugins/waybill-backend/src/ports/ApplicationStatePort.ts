import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import {
  Application,
  ApplicationRef,
} from '@waybill/backstage-plugin-waybill-node';

/** One resource of an Application, as Argo CD compares it: without what the Application says to ignore. */
export interface LiveResource {
  /** Empty: the core group. */
  group: string;
  kind: string;
  /** Empty: it has none. */
  namespace: string;
  name: string;
  /** Undefined: it is not in the cluster. */
  live: JsonObject | undefined;
  /** What a sync would make of it, as far as Argo CD can tell; undefined: Git does not name it. */
  target: JsonObject | undefined;
}

export interface ApplicationState {
  /** Hooks are not among them. */
  resources: LiveResource[];
  /** How many resources Argo CD told of in a way that cannot be read. */
  unreadable: number;
  /** Whether sync windows allow a sync now; undefined: Argo CD does not say. */
  canSync: boolean | undefined;
}

/** What Argo CD's own API tells of an Application, which its resource in the cluster does not. It is read by previews alone. */
export interface ApplicationStatePort {
  /**
   * Undefined: that API is not configured for the instance. Throws with a sentence when it does not answer in time or what it answers
   * cannot be read. Nothing is hidden yet: values of Secrets may be in it.
   */
  look(
    ref: ApplicationRef,
    application: Application,
    signal: AbortSignal,
  ): Promise<ApplicationState | undefined>;
}
