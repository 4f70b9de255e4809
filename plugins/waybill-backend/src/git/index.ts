export { createGit } from './createGit';
export type { GitOptions } from './createConnect';
export type { GitLimits } from './GitLimits';
export { createGitHosts } from './hosts/createGitHosts';
