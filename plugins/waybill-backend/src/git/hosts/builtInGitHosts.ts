import { GitHostProvider } from '@waybill/backstage-plugin-waybill-node';
import { giteaProvider } from './gitea/giteaProvider';
import { githubProvider } from './github/githubProvider';
import { gitlabProvider } from './gitlab/gitlabProvider';

/** The Git hosts that come with Waybill; asked in this order where a step names none. */
export const builtInGitHosts: readonly GitHostProvider[] = [
  githubProvider,
  gitlabProvider,
  giteaProvider,
];
