import { Finding } from './Tally';

export function findingText({ seed, invariant, what }: Finding): string {
  return `✗ seed ${seed} violates "${invariant}": ${what}`;
}
