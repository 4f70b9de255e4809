import { refName } from './refName';

/** Throws unless it can be a branch's name. */
export function branchName(name: string): string {
  return refName('branch', name);
}
