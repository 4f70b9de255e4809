import { StageView } from '@waybill/backstage-plugin-waybill-common';

/** Whom a Stage takes Freight from. */
export interface Source {
  kind: 'warehouse' | 'stage';
  name: string;
}

/** Every source once: its upstream Stages, and Warehouses it takes from directly. */
export function takesFrom(stage: StageView): Source[] {
  const sources = stage.requests.flatMap(request => [
    ...(request.direct
      ? [{ kind: 'warehouse' as const, name: warehouseOf(request.origin) }]
      : []),
    ...request.stages.map(name => ({ kind: 'stage' as const, name })),
  ]);
  return sources.filter(
    (source, index) =>
      sources.findIndex(
        s => s.kind === source.kind && s.name === source.name,
      ) === index,
  );
}

/** `images` of `Warehouse/images`. */
export function warehouseOf(origin: string): string {
  return origin.replace(/^Warehouse\//, '');
}
