import { CORRELATION_INFO } from '@waybill/backstage-plugin-waybill-backend/src/argo/operationVerdict';
import { syncPatch } from '@waybill/backstage-plugin-waybill-backend/src/argo/syncPatch';
import { ArgoPort } from '@waybill/backstage-plugin-waybill-node';
import { Outside } from '../outside/Outside';
import { PortCalls } from './PortCalls';
import { Turn } from './Turn';

/** Argo CD over the wire, for one turn, with the real patch. */
export function createArgoPort(
  outside: Outside,
  calls: PortCalls,
  turn: Turn,
  onSend: (turn: Turn, what: string) => void,
): Pick<ArgoPort, 'get' | 'refresh' | 'sync'> {
  const { argo } = outside;
  const { owner } = turn;
  return {
    get: ({ name }, signal) =>
      calls.call({
        owner,
        port: 'argo',
        what: `get ${name}`,
        effect: false,
        signal,
        run: () => argo.get(name),
      }),
    refresh: ({ name }, kind, signal) =>
      calls.call({
        owner,
        port: 'argo',
        what: `refresh ${name}`,
        effect: false,
        signal,
        run: () =>
          argo.patch(name, {
            metadata: { annotations: { 'argocd.argoproj.io/refresh': kind } },
          }),
      }),
    async sync({ name }, seen, update, signal) {
      const patch = syncPatch(seen, update) as {
        operation: { info: { name: string; value: string }[] };
      };
      const correlationId =
        patch.operation.info.find(info => info.name === CORRELATION_INFO)
          ?.value ?? '';
      onSend(turn, `sync ${name}`);
      return calls.call({
        owner,
        port: 'argo',
        what: `sync ${name} for ${correlationId}`,
        effect: true,
        signal,
        run() {
          const repeats = argo.showsOperationOf(name, correlationId);
          const overwrites = argo.pendingOperationOf(name);
          argo.patch(name, patch);
          outside.happened(
            {
              type: 'sync',
              application: name,
              correlationId,
              repeats,
              overwrites,
            },
            turn,
          );
        },
      });
    },
  };
}
