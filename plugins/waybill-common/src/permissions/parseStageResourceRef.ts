import { InputError } from '@backstage/errors';

/**
 * The parts of `component:default/storefront/prod`. Throws `InputError` for anything else.
 * @public
 */
export function parseStageResourceRef(ref: string): {
  entityRef: string;
  stage: string;
} {
  const [, entityRef, stage] =
    /^([^:/]+:[^:/]+\/[^:/]+)\/([^:/]+)$/.exec(ref) ?? [];
  if (!entityRef) {
    throw new InputError(
      `Expected the ref of a Stage such as "component:default/storefront/prod", found "${ref}"`,
    );
  }
  return { entityRef, stage };
}
