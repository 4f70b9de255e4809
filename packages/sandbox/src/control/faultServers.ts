import { ArgoFault, argoFaults } from '../argo';
import { RegistryFault, registryFaults } from '../registry';
import { ActiveFault } from '../server/FaultSwitches';
import { SandboxParts } from './SandboxParts';

/** One server's faults, whatever the server. */
export interface FaultServer {
  known: Readonly<Record<string, string>>;
  /** What a scope names; undefined: faults are for the whole server. */
  scopes: string | undefined;
  active(): ActiveFault[];
  set(fault: string, on: boolean | number, scope?: string): void;
}

/** The servers by the names that the command takes. */
export function faultServers(parts: SandboxParts): Record<string, FaultServer> {
  const { forge, argo, registry } = parts;
  return {
    git: {
      known: forge.git.faults.known,
      scopes: 'owner/repository',
      active: forge.git.faults.active,
      set: forge.git.faults.set,
    },
    github: {
      known: forge.github.faults.known,
      scopes: 'owner/repository',
      active: forge.github.faults.active,
      set: forge.github.faults.set,
    },
    argo: {
      known: argoFaults,
      scopes: 'application',
      active: argo.faults,
      set: (fault, on, scope) => argo.setFault(fault as ArgoFault, on, scope),
    },
    ...(registry && {
      registry: {
        known: registryFaults,
        scopes: undefined,
        active: registry.faults,
        set: (fault: string, on: boolean | number) =>
          registry.setFault(fault as RegistryFault, on),
      },
    }),
  };
}
