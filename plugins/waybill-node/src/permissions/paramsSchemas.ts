import { z } from 'zod';

const refs = (description: string) => z.array(z.string()).describe(description);

/** Array parameters, so that RBAC's `$ownerRefs` and `$currentUser` can fill them. */
export const claimsSchema = z.object({
  claims: refs(
    'Entity refs that count as the caller: usually their ownershipEntityRefs',
  ),
});
export const namesSchema = z.object({ names: refs('Stage names, exact') });
export const labelsSchema = z.object({
  labels: refs('Labels as key=value; any of them matches'),
});
export const entitiesSchema = z.object({
  entityRefs: refs('Entity refs such as component:default/storefront'),
});
