import { shortRepo } from './shortRepo';

/** A sentence with repositories by their names, in place of their URLs. */
export function withShortRepos(text: string): string {
  return text.replace(/\bhttps?:\/\/\S+\.git\b/g, shortRepo);
}
