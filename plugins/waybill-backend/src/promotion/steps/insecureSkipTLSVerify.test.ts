import { githubPush } from './githubPush';
import { gitMergePr } from './gitMergePr';
import { gitOpenPr } from './gitOpenPr';
import { gitWaitForPr } from './gitWaitForPr';

const repoURL = 'https://git.example.com/acme/config';

describe('insecureSkipTLSVerify, where the platform’s token would be shown', () => {
  it.each([
    [gitOpenPr, { repoURL, sourceBranch: 'a', targetBranch: 'b' }],
    [gitWaitForPr, { repoURL, prNumber: 1 }],
    [gitMergePr, { repoURL, prNumber: 1 }],
    [githubPush, { path: 'src' }],
  ])('is refused with how to trust a server', ({ schema }, config) => {
    for (const harmless of [{}, { insecureSkipTLSVerify: false }]) {
      expect(schema.safeParse({ ...config, ...harmless }).success).toBe(true);
    }
    for (const value of [true, 'true', '${{ vars.skip }}']) {
      const result = schema.safeParse({
        ...config,
        insecureSkipTLSVerify: value,
      });
      expect(result.error?.issues[0]).toMatchObject({
        path: ['insecureSkipTLSVerify'],
        message: expect.stringMatching(
          /refused.*NODE_EXTRA_CA_CERTS.*GIT_SSL_CAINFO/,
        ),
      });
    }
  });
});
