import { FaultSwitches } from '../../server/FaultSwitches';
import { Application } from '../Application';
import { ArgoFault } from '../argoFaults';
import { ResolveRepository } from '../render/renderApplication';
import { Delays } from './Delays';
import { LiveStore } from './LiveStore';

/** What the parts of the controller share. */
export interface ControllerContext {
  delays: Delays;
  faults: FaultSwitches<ArgoFault>;
  live: LiveStore;
  resolveRepository: ResolveRepository;
  /** Undefined: nobody knows. */
  imageExists?: (image: string) => Promise<boolean | undefined>;
  get(namespace: string, name: string): Application | undefined;
  /** Reads, changes and writes at once; undefined: the Application is gone. */
  update(
    namespace: string,
    name: string,
    change: (application: Application) => void,
  ): Application | undefined;
  /** Rejects when the controller stops. */
  sleep(ms: number): Promise<void>;
  now(): number;
  /** As Kubernetes writes times: whole seconds. */
  timestamp(): string;
}
