import { GitHostProvider } from '@waybill/backstage-plugin-waybill-node';
import { connectGithub } from './connectGithub';
import { createGithubHost } from './createGithubHost';

/** Pull requests on GitHub and GitHub Enterprise. */
export const githubProvider: GitHostProvider = {
  id: 'github',
  async connect(options) {
    const connection = await connectGithub(options);
    return (
      connection && createGithubHost({ ...connection, logger: options.logger })
    );
  },
};
