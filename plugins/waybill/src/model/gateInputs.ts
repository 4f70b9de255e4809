import { PipelineView } from '@waybill/backstage-plugin-waybill-common';

/**
 * What gates for one Freight may depend on, as far as a pipeline shows it, as a text to compare. Left out is what time alone changes: the
 * sentences of gates, which count seconds, and when Warehouses look.
 */
export function gateInputs(view: PipelineView, freight: string): string {
  const { entityRef, state, stages, promotions } = view;
  const known = [...(view.referencedFreight ?? []), ...view.freight];
  return JSON.stringify({
    entityRef,
    state,
    freight: known.find(it => it.id === freight),
    stages: stages.map(({ next, ...stage }) => ({
      ...stage,
      next: next && [next.freight, next.gates.map(gate => gate.code)],
    })),
    promotions: promotions.map(({ id, phase }) => [id, phase]),
  });
}
