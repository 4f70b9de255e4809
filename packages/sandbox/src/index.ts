export * from './argo';
export type { Chart } from './charts/Chart';
export { packChart } from './charts/packChart';
export { pushChart } from './charts/pushChart';
export { startChartRepository } from './charts/startChartRepository';
export type {
  ChartFault,
  ChartRepository,
} from './charts/startChartRepository';
export { createPushAnnouncer } from './git/pushAnnouncer';
export type {
  Push,
  PushAnnouncer,
  PushListener,
  RefUpdate,
} from './git/pushAnnouncer';
export {
  createRepository,
  findRepository,
  listRepositories,
} from './git/repositories';
export type { RepositoryName } from './git/repositories';
export { runGit, runGitLine } from './git/runGit';
export { startGitServer } from './git/startGitServer';
export type {
  GitFault,
  GitServer,
  GitServerOptions,
} from './git/startGitServer';
export { mergePullRequest } from './github/pulls/mergePullRequest';
export { startForge } from './github/startForge';
export type { Forge } from './github/startForge';
export { startGitHubApi } from './github/startGitHubApi';
export type { GitHubApi, GitHubApiOptions } from './github/startGitHubApi';
export * from './registry';
export { seedGit } from './seed/seedGit';
export { PortTakenError } from './server/listenOnLoopback';
export type { RunningServer } from './server/listenOnLoopback';
export { startSandbox } from './startSandbox';
export type { Sandbox, SandboxOptions } from './startSandbox';
