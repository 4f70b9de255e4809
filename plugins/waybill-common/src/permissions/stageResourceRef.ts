/**
 * What permissions on a Stage are asked about: `component:default/storefront/prod`.
 *
 * @param entityRef - the entity's full ref
 * @param stage - name of the Stage
 * @public
 */
export function stageResourceRef(entityRef: string, stage: string): string {
  return `${entityRef}/${stage}`;
}
