import { Argo } from '../argo';
import { Forge } from '../github/startForge';
import { Registry } from '../registry';

/** The running servers that the control acts on. */
export interface SandboxParts {
  forge: Forge;
  argo: Argo;
  /** Undefined: a registry of somebody else is used. */
  registry: Registry | undefined;
  /** Where images are pushed to. */
  registryUrl: string;
}
