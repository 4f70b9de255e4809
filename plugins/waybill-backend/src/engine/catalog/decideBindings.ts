import { PipelineEntity } from '../../ports';
import { PipelineBinding } from '../../store/operations/pipelines/listBindings';

/** What shall happen to the bindings between entities and pipelines. */
export type BindingDecision =
  | { type: 'create'; entity: PipelineEntity }
  /** `absorb`: the empty pipeline that goes, since the entity is an old one under a new name. */
  | {
      type: 'bind';
      pipelineId: string;
      entity: PipelineEntity;
      absorb?: string;
    }
  | { type: 'orphan'; pipelineId: string; entity: PipelineEntity };

/**
 * Compares what the catalog says with what is bound.
 *
 * @remarks An entity is known by its name, else by its uid. One that is new is an old one renamed when exactly one
 * pipeline with the same definition has lost its entity, and the new one may have its project; then the pipeline
 * follows. Nothing is lost, and nobody takes over, by an answer that is not trusted.
 * @param options - `trusted`: whether what the answer leaves out is gone; `mayHave`: whether the platform lets an
 * entity have a project
 */
export function decideBindings(
  bindings: PipelineBinding[],
  entities: PipelineEntity[],
  options: {
    trusted: boolean;
    mayHave(entity: PipelineEntity, project: string): boolean;
  },
): BindingDecision[] {
  const byRef = new Map(bindings.map(it => [it.entity.entityRef, it]));
  const byUid = new Map(bindings.map(it => [it.entity.uid, it]));
  const listed = new Set(entities.map(it => it.entityRef));
  const claimed = new Map<string, PipelineEntity>();
  const unknown: PipelineEntity[] = [];
  for (const entity of entities) {
    const renamed = byUid.get(entity.uid);
    const own =
      byRef.get(entity.entityRef) ??
      // The same uid under two names can only be a mistake; the name that is still there has it.
      (renamed && !listed.has(renamed.entity.entityRef) ? renamed : undefined);
    if (own) {
      claimed.set(own.pipelineId, entity);
    } else {
      unknown.push(entity);
    }
  }
  const gone = bindings.filter(it => !claimed.has(it.pipelineId));
  const renames = options.trusted
    ? findRenames(gone, [...unknown, ...emptyOnes(bindings, claimed)], options)
    : new Map<string, PipelineEntity>();
  const followed = new Set([...renames.values()].map(it => it.entityRef));

  return [
    ...unknown
      .filter(entity => !followed.has(entity.entityRef))
      .map(entity => ({ type: 'create' as const, entity })),
    ...bindings.flatMap((binding): BindingDecision[] => {
      const { pipelineId } = binding;
      const entity = claimed.get(pipelineId);
      const successor = renames.get(pipelineId);
      if (successor) {
        const absorb = byRef.get(successor.entityRef)?.pipelineId;
        return [{ type: 'bind', pipelineId, entity: successor, absorb }];
      }
      if (!entity) {
        return options.trusted && !binding.gone
          ? [{ type: 'orphan', pipelineId, entity: binding.entity }]
          : [];
      }
      const absorbed = binding.empty && followed.has(entity.entityRef);
      return !absorbed && (binding.gone || !same(binding.entity, entity))
        ? [{ type: 'bind', pipelineId, entity }]
        : [];
    }),
  ];
}

/** Entities whose pipeline never had a good definition: they may be old ones that appeared before the old name went. */
function emptyOnes(
  bindings: PipelineBinding[],
  claimed: Map<string, PipelineEntity>,
): PipelineEntity[] {
  return bindings
    .filter(it => it.empty)
    .flatMap(it => claimed.get(it.pipelineId) ?? []);
}

function findRenames(
  gone: PipelineBinding[],
  candidates: PipelineEntity[],
  { mayHave }: { mayHave(entity: PipelineEntity, project: string): boolean },
): Map<string, PipelineEntity> {
  const renames = new Map<string, PipelineEntity>();
  for (const { pipelineId, entity, project } of gone) {
    const url = entity.definitionUrl;
    const heirs = candidates.filter(it => it.definitionUrl === url);
    const rivals = gone.filter(
      it => !it.empty && it.entity.definitionUrl === url,
    );
    if (
      url &&
      project &&
      heirs.length === 1 &&
      rivals.length === 1 &&
      mayHave(heirs[0], project)
    ) {
      renames.set(pipelineId, heirs[0]);
    }
  }
  return renames;
}

function same(a: PipelineEntity, b: PipelineEntity): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(entity: PipelineEntity): [string, unknown][] {
  return Object.entries(entity)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
