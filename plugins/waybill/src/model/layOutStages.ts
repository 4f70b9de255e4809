import {
  StageView,
  WarehouseView,
} from '@waybill/backstage-plugin-waybill-common';
import { takesFrom } from './takesFrom';

/** `passage`: a place where an edge runs through a column without stopping. */
export interface LayoutNode {
  id: string;
  kind: 'warehouse' | 'stage' | 'control-flow' | 'passage';
  name: string;
}

export interface LayoutEdge {
  from: string;
  to: string;
  /** Whether an arrow head stands at its end: not where it only passes. */
  arrives: boolean;
}

export interface Layout {
  /** From left to right; within a column from top to bottom. */
  columns: LayoutNode[][];
  edges: LayoutEdge[];
}

/**
 * Places Warehouses and Stages in columns by their longest way from a Warehouse, and orders each
 * column by the mean place of what it takes from, so that edges cross little.
 */
export function layOutStages(
  warehouses: WarehouseView[],
  stages: StageView[],
): Layout {
  const sources = new Map<string, string[]>();
  const nodes: LayoutNode[] = [];
  for (const { name } of warehouses) {
    nodes.push({ id: `warehouse:${name}`, kind: 'warehouse', name });
  }
  for (const stage of stages) {
    nodes.push({
      id: `stage:${stage.name}`,
      kind: stage.kind,
      name: stage.name,
    });
  }
  const known = new Set(nodes.map(node => node.id));
  for (const stage of stages) {
    sources.set(
      `stage:${stage.name}`,
      takesFrom(stage)
        .map(source => `${source.kind}:${source.name}`)
        .filter(id => known.has(id)),
    );
  }
  const depth = depths(nodes, sources);
  const columns: LayoutNode[][] = [];
  for (const node of nodes) {
    (columns[depth.get(node.id) ?? 0] ??= []).push(node);
  }
  const filled = columns.filter(column => column?.length > 0);
  const place = new Map(
    filled.flatMap((c, x) => c.map(node => [node.id, x] as const)),
  );
  const edges = route(filled, sources, place);
  order(filled, edges);
  return { columns: filled, edges };
}

/** A circle cannot come out of a valid pipeline; should one, its closing edge counts for nothing. */
function depths(nodes: LayoutNode[], sources: Map<string, string[]>) {
  const depth = new Map<string, number>();
  const open = new Set<string>();
  const visit = (node: LayoutNode): number => {
    const found = depth.get(node.id);
    if (found !== undefined) return found;
    if (open.has(node.id)) return 0;
    open.add(node.id);
    const before = (sources.get(node.id) ?? []).map(
      id => visit(nodes.find(n => n.id === id)!) + 1,
    );
    open.delete(node.id);
    const own = Math.max(node.kind === 'warehouse' ? 0 : 1, ...before);
    depth.set(node.id, own);
    return own;
  };
  nodes.forEach(visit);
  return depth;
}

function route(
  columns: LayoutNode[][],
  sources: Map<string, string[]>,
  place: Map<string, number>,
): LayoutEdge[] {
  const edges: LayoutEdge[] = [];
  for (const [to, froms] of sources) {
    for (const from of froms) {
      const end = place.get(to) ?? 0;
      let last = from;
      for (let x = (place.get(from) ?? 0) + 1; x < end; x += 1) {
        const id = `passage:${from}:${to}:${x}`;
        columns[x].push({ id, kind: 'passage', name: '' });
        edges.push({ from: last, to: id, arrives: false });
        last = id;
      }
      edges.push({ from: last, to, arrives: true });
    }
  }
  return edges;
}

function order(columns: LayoutNode[][], edges: LayoutEdge[]) {
  for (let x = 1; x < columns.length; x += 1) {
    const before = new Map(columns[x - 1].map((node, y) => [node.id, y]));
    const weight = new Map(
      columns[x].map((node, y) => {
        const places = edges
          .filter(edge => edge.to === node.id && before.has(edge.from))
          .map(edge => before.get(edge.from)!);
        const mean = places.reduce((sum, p) => sum + p, 0) / places.length;
        return [node.id, places.length ? mean : y];
      }),
    );
    columns[x].sort((a, b) => weight.get(a.id)! - weight.get(b.id)!);
  }
}
