import { DefinitionError } from '@waybill/backstage-plugin-waybill-common';
import { errorAt } from '../parse/SourceDocument';
import { Resource, Resources } from './Resources';

interface Edge {
  to: string;
  kind: 'Warehouse' | 'Stage';
  path: PropertyKey[];
}

/** What Stages take Freight from must exist, and no Stage may wait for itself. */
export function checkGraph(resources: Resources): DefinitionError[] {
  const names = {
    Warehouse: new Set(resources.Warehouse.map(({ source }) => source.name)),
    Stage: new Set(resources.Stage.map(({ source }) => source.name)),
  };
  const upstream = new Map(
    resources.Stage.map(stage => [stage.source.name, edges(stage)]),
  );
  return resources.Stage.flatMap(stage => {
    const seen = new Set<string>();
    return edges(stage).flatMap(({ kind, to, path }) => {
      const error = (message: string) => [
        errorAt(stage.source, { path, message }),
      ];
      if (!names[kind].has(to)) {
        return error(
          `There is no ${kind} "${to}" in this pipeline; there are ${
            [...names[kind]].join(', ') || 'none'
          }`,
        );
      }
      // Each Warehouse once; each upstream Stage once for each Warehouse.
      const key = `${kind} ${to} ${kind === 'Stage' ? String(path[2]) : ''}`;
      if (seen.has(key)) {
        return error(`${kind} "${to}" stands here a second time`);
      }
      seen.add(key);
      return kind === 'Stage' && reaches(to, stage.source.name, upstream)
        ? error(
            `Stage "${stage.source.name}" would wait for itself: Freight comes from "${to}", which takes it from "${stage.source.name}"`,
          )
        : [];
    });
  });
}

function edges({ data }: Resource<'Stage'>): Edge[] {
  const { requestedFreight, subscriptions } = data.spec;
  return [
    ...(requestedFreight ?? []).flatMap(
      ({ origin, sources }, index): Edge[] => {
        const path = ['spec', 'requestedFreight', index];
        return [
          {
            kind: 'Warehouse',
            to: origin.name,
            path: [...path, 'origin', 'name'],
          },
          ...sources.stages.map(
            (to, place): Edge => ({
              kind: 'Stage',
              to,
              path: [...path, 'sources', 'stages', place],
            }),
          ),
        ];
      },
    ),
    ...(subscriptions?.warehouse
      ? [
          {
            kind: 'Warehouse' as const,
            to: subscriptions.warehouse,
            path: ['spec', 'subscriptions', 'warehouse'],
          },
        ]
      : []),
    ...(subscriptions?.upstreamStages ?? []).map(
      ({ name }, place): Edge => ({
        kind: 'Stage',
        to: name,
        path: ['spec', 'subscriptions', 'upstreamStages', place, 'name'],
      }),
    ),
  ];
}

function reaches(
  from: string,
  target: string,
  upstream: ReadonlyMap<string, Edge[]>,
): boolean {
  const seen = new Set<string>();
  const waiting = [from];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (name === target) {
      return true;
    }
    if (!seen.has(name)) {
      seen.add(name);
      for (const edge of upstream.get(name) ?? []) {
        if (edge.kind === 'Stage') {
          waiting.push(edge.to);
        }
      }
    }
  }
  return false;
}
