import { usePerson } from './usePerson';

const NOTHING: string[] = [];

/** Who the person is and which groups they are in, as entity refs; empty while that is not known. */
export function useClaims(): string[] {
  return usePerson()?.ownershipEntityRefs ?? NOTHING;
}
