import { Entity, parseEntityRef } from '@backstage/catalog-model';

/** Targets of a relation, as lower-case refs; of one kind, where one is given. */
export function refsByRelation(
  entity: Entity,
  type: string,
  kind?: string,
): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef.toLocaleLowerCase('en-US'))
    .filter(ref => !kind || parseEntityRef(ref).kind === kind);
}
