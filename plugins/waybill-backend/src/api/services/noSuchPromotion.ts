import { NotFoundError } from '@backstage/errors';

/** Says no more than the caller said, so that it does not tell of entities that the catalog hides. */
export const noSuchPromotion = (id: string) =>
  new NotFoundError(`No Promotion '${id}' that you can see`);
