import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useEffect, useState } from 'react';

/** Who uses the page. */
export interface Person {
  /** Entity ref. */
  user: string;
  /** What they are and belong to, as entity refs. */
  ownershipEntityRefs: string[];
}

/** Who uses the page; undefined while that is not known. */
export function usePerson(): Person | undefined {
  const identityApi = useApi(identityApiRef);
  const [person, setPerson] = useState<Person>();
  useEffect(() => {
    let current = true;
    identityApi.getBackstageIdentity().then(
      ({ userEntityRef: user, ownershipEntityRefs }) =>
        current && setPerson({ user, ownershipEntityRefs }),
      // It only says beforehand what the API would say: without it a sentence is less exact, and still true.
      () => {},
    );
    return () => {
      current = false;
    };
  }, [identityApi]);
  return person;
}
