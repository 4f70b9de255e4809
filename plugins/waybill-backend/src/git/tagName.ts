import { refName } from './refName';

/** Throws unless it can be a tag's name. */
export function tagName(name: string): string {
  return refName('tag', name);
}
