import { RequestedFreight } from '@waybill/backstage-plugin-waybill-common';
import { Problem } from '../parse/Problem';
import { StageDocument } from '../schemas/stageSchema';

/** Which Freight a Stage asks for, in today's form, whatever form it is written in. Problems have paths in its document. */
export function requestedFreight(
  stage: StageDocument,
  stages: ReadonlyMap<string, StageDocument>,
): { requested: RequestedFreight[]; problems: Problem[] } {
  const { requestedFreight: requests, subscriptions } = stage.spec;
  if (!subscriptions) {
    return {
      requested: (requests ?? []).map(({ origin, sources }) => ({
        origin,
        sources: {
          direct: sources.direct,
          stages: sources.stages,
          ...(sources.requiredSoakTime !== undefined && {
            requiredSoakSeconds: sources.requiredSoakTime,
          }),
          availabilityStrategy: sources.availabilityStrategy,
          selectionPolicy:
            sources.autoPromotionOptions?.selectionPolicy ?? 'NewestFreight',
        },
      })),
      problems: [],
    };
  }

  const origins = [...originsOf(stage, stages, new Set())];
  if (origins.length > 1) {
    return {
      requested: [],
      problems: [
        {
          path: ['spec', 'subscriptions', 'upstreamStages'],
          message: `Upstream Stages whose Freight comes from several Warehouses (${origins.join(
            ', ',
          )}) are not built yet in the form of v0.3; use requestedFreight`,
        },
      ],
    };
  }
  return {
    requested: origins.map(name => ({
      origin: { kind: 'Warehouse', name },
      sources: {
        direct: Boolean(subscriptions.warehouse),
        stages: subscriptions.upstreamStages.map(upstream => upstream.name),
        availabilityStrategy: 'OneOf',
        selectionPolicy: 'NewestFreight',
      },
    })),
    problems: [],
  };
}

/** The Warehouses that Freight reaches a Stage from. Unknown Stages and cycles have none; they are errors of their own. */
function originsOf(
  { metadata, spec }: StageDocument,
  stages: ReadonlyMap<string, StageDocument>,
  seen: Set<string>,
): Set<string> {
  if (seen.has(metadata.name)) {
    return new Set();
  }
  seen.add(metadata.name);
  if (!spec.subscriptions) {
    return new Set(
      (spec.requestedFreight ?? []).map(({ origin }) => origin.name),
    );
  }
  if (spec.subscriptions.warehouse) {
    return new Set([spec.subscriptions.warehouse]);
  }
  return new Set(
    spec.subscriptions.upstreamStages.flatMap(({ name }) => {
      const upstream = stages.get(name);
      return upstream ? [...originsOf(upstream, stages, seen)] : [];
    }),
  );
}
