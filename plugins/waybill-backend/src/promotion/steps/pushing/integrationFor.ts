import { PushIntegrationPolicy } from '@waybill/backstage-plugin-waybill-node';

/**
 * `again`: the steps are done again on the branch's tip, which makes the Promotion's commits anew. `merge`: what was committed is merged
 * into the tip. `refuse`: neither may be.
 */
export type Integration = 'again' | 'merge' | 'refuse';

/**
 * How a push goes on when the branch has commits that the tree does not contain.
 *
 * @remarks Only the Promotion's own commits are ever made anew: whoever signed another vouched for that commit and no other.
 * @param onlyOwn - the tip contains what the tree is based on, so that nothing but own commits is missing from the branch
 */
export function integrationFor(
  policy: PushIntegrationPolicy,
  onlyOwn: boolean,
): Integration {
  if (policy === 'AlwaysMerge') {
    return 'merge';
  }
  if (onlyOwn) {
    return 'again';
  }
  return policy === 'RebaseOrFail' ? 'refuse' : 'merge';
}
