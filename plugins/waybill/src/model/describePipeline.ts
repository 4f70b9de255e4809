import {
  FreightView,
  PipelineView,
  PromotionSummary,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';
import { createFreightIndex, FreightIndex } from './FreightIndex';
import { describeNext } from './describeNext';
import { finalStages } from './finalStages';
import { gist } from './gist';
import { lastEnded } from './lastEnded';
import { Statement } from './Statement';

/** More than this is read by nobody; the cards below say the rest. */
const MOST_OF_A_KIND = 2;

/**
 * How things are, in the order in which somebody would ask: what runs at the end of the line, what
 * is wrong, what comes next. Pure; times are said against `now`.
 */
export function describePipeline(view: PipelineView, now: number): Statement[] {
  const index = createFreightIndex(view.referencedFreight ?? [], view.freight);
  const finals = finalStages(view.stages);
  const moving = view.promotions.filter(p => p.phase === 'Running');
  const same = moving.length === 0 ? sameEverywhere(view) : undefined;
  return [
    ...(same
      ? [{ kind: 'everywhere' as const, version: index.version(same) }]
      : describeRunning(finals, index)),
    ...describeTrouble(view, finals, index),
    ...describeComing(view, finals, moving, index, now),
  ];
}

/** The newest Freight, when every Stage runs it alone and is well. */
function sameEverywhere(view: PipelineView): string | undefined {
  const newest = view.freight[0]?.id;
  const running = view.stages.filter(stage => stage.kind === 'stage');
  const all = running.every(
    stage =>
      stage.current.length === 1 &&
      stage.current[0].freight === newest &&
      stage.health.status === 'Healthy',
  );
  return running.length > 1 && all ? newest : undefined;
}

function describeRunning(
  finals: StageView[],
  index: FreightIndex,
): Statement[] {
  const groups = new Map<string, StageView[]>();
  for (const stage of finals) {
    const freight = stage.current.map(current => current.freight).join();
    const key = freight && `${freight} ${stage.health.status}`;
    groups.set(key, [...(groups.get(key) ?? []), stage]);
  }
  return [...groups].slice(0, MOST_OF_A_KIND).map(([key, members]) => {
    const stages = members.map(stage => stage.name);
    if (!key) return { kind: 'nothing', stages };
    const since = members.flatMap(m => m.current.map(c => c.since)).sort();
    return {
      kind: 'runs',
      stages,
      version: members[0].current
        .map(c => index.version(c.freight))
        .join(' · '),
      since: since[since.length - 1],
      health: members[0].health.status,
    };
  });
}

function describeTrouble(
  view: PipelineView,
  finals: StageView[],
  index: FreightIndex,
): Statement[] {
  const unhealthy = view.stages
    .filter(stage => stage.health.status === 'Unhealthy')
    // Of a final Stage without details it was said already.
    .filter(stage => stage.health.issues.length > 0 || !finals.includes(stage))
    .map(stage => ({
      kind: 'unhealthy' as const,
      stages: [stage.name],
      issue: gist(stage.health.issues[0] ?? '…'),
    }));
  const failed = view.stages.flatMap(stage => failedIn(stage, view, index));
  const notVerified = view.stages.flatMap(stage => notVerifiedIn(stage, index));
  return [
    ...unhealthy.slice(0, MOST_OF_A_KIND),
    ...notVerified.slice(0, MOST_OF_A_KIND),
    ...failed.slice(0, MOST_OF_A_KIND),
  ];
}

/** That what a Stage runs was not verified there; one that a person or the next Promotion has ended is no news. */
function notVerifiedIn(
  { name, current, verification }: StageView,
  index: FreightIndex,
): Statement[] {
  const { phase, startedAt, finishedAt } = verification ?? {};
  const at = finishedAt ?? startedAt;
  if (phase !== 'Failed' && phase !== 'Error' && phase !== 'Inconclusive') {
    return [];
  }
  const version = current.map(c => index.version(c.freight)).join(' · ');
  return at
    ? [{ kind: 'notVerified', version, stages: [name], phase, at }]
    : [];
}

/** That the last Promotion to a Stage did not succeed, and no other is under way there. */
function failedIn(
  stage: StageView,
  view: PipelineView,
  index: FreightIndex,
): Statement[] {
  const last = lastEnded(stage, view.promotions);
  if (last?.phase !== 'Failed' && last?.phase !== 'Errored') return [];
  const version = index.version(last.freight);
  const at = last.finishedAt;
  return [{ kind: 'failed', version, stages: [stage.name], at }];
}

function describeComing(
  view: PipelineView,
  finals: StageView[],
  moving: PromotionSummary[],
  index: FreightIndex,
  now: number,
): Statement[] {
  const said = new Map<string, Statement[]>();
  const arrivedAt = (freight: FreightView | undefined) =>
    freight?.id === view.freight[0]?.id && isNew(freight, view.stages, now)
      ? freight?.createdAt
      : undefined;
  for (const promotion of moving) {
    const [before] = said.get(promotion.freight) ?? [];
    if (before?.kind === 'moving') {
      before.stages.push(promotion.stage);
    } else {
      said.set(promotion.freight, [
        {
          kind: 'moving',
          version: index.version(promotion.freight),
          stages: [promotion.stage],
          arrivedAt: arrivedAt(index.get(promotion.freight)),
        },
      ]);
    }
  }
  const newest = view.freight[0]?.id;
  for (const id of [...finals.map(stage => stage.next?.freight), newest]) {
    const freight = id && index.get(id);
    if (!id || said.has(id) || (freight && freight.rejected)) continue;
    const statements = nearest(id, view.stages, {
      version: index.version(id),
      arrivedAt: arrivedAt(freight || undefined),
    });
    if (statements.length > 0) said.set(id, statements);
  }
  const age = (id: string) => Date.parse(index.get(id)?.createdAt ?? '') || 0;
  return [...said]
    .sort(([a], [b]) => age(a) - age(b))
    .slice(-MOST_OF_A_KIND)
    .flatMap(([, statements]) => statements);
}

/** Where it could go soonest is what somebody can do something about. */
// Where it was taken back from comes before where it could go all the same.
const SOONEST = ['rolledBack', 'ready', 'soaks', 'waits', 'unverified'];

function nearest(
  id: string,
  stages: StageView[],
  freight: { version: string; arrivedAt: string | undefined },
): Statement[] {
  const ways = stages
    .filter(stage => stage.kind === 'stage' && stage.next?.freight === id)
    .map(stage => describeNext(stage, stages, freight))
    .sort((a, b) => SOONEST.indexOf(a.kind) - SOONEST.indexOf(b.kind));
  const [first] = ways;
  // Each has a person, a time and a reason of its own.
  if (first?.kind === 'rolledBack') {
    return ways
      .filter(way => way.kind === 'rolledBack')
      .slice(0, MOST_OF_A_KIND);
  }
  if (!first) return [];
  if (!('stages' in first)) return [first];
  return [{ ...first, stages: ways.flatMap(way => stagesLike(first, way)) }];
}

/** Where else the same can be said. */
function stagesLike(first: Statement, way: Statement): string[] {
  if (way.kind === 'unverified' && first.kind === 'unverified') {
    return way.from.join() === first.from.join() ? way.stages : [];
  }
  return way.kind === first.kind && 'stages' in way ? way.stages : [];
}

const NEW_MS = 24 * 60 * 60 * 1000;

function isNew(
  freight: FreightView | undefined,
  stages: StageView[],
  now: number,
) {
  if (!freight || now - Date.parse(freight.createdAt) > NEW_MS) return false;
  return !stages.some(s => s.current.some(c => c.freight === freight.id));
}
