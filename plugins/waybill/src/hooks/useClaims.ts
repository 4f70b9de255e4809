import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useEffect, useState } from 'react';

/** Who the person is and which groups they are in, as entity refs; empty while that is not known. */
export function useClaims(): string[] {
  const identityApi = useApi(identityApiRef);
  const [claims, setClaims] = useState<string[]>([]);
  useEffect(() => {
    let current = true;
    identityApi.getBackstageIdentity().then(
      identity => current && setClaims(identity.ownershipEntityRefs),
      // It only words a sentence better: without it the sentence is still true.
      () => {},
    );
    return () => {
      current = false;
    };
  }, [identityApi]);
  return claims;
}
