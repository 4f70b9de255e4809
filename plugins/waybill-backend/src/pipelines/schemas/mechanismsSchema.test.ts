import { CONFIG_REPO, IMAGE, update } from '../legacy/__testUtils__/mechanisms';
import { mechanismsSchema } from './mechanismsSchema';

describe('what is not understood, or not built', () => {
  it.each([
    [
      { gitRepoUpdates: [{ ...update(), kustomize: undefined, render: {} }] },
      /Kargo Render/,
    ],
    [
      {
        gitRepoUpdates: [
          {
            ...update(),
            kustomize: undefined,
            helm: { charts: [{ name: 'redis', chartPath: 'charts/app' }] },
          },
        ],
      },
      /exactly one of registryURL/,
    ],
    [
      {
        gitRepoUpdates: [update({ pullRequest: { github: {}, gitlab: {} } })],
      },
      /at most one of github and gitlab/,
    ],
    [
      { gitRepoUpdates: [update({ insecureSkipTLSVerify: true })] },
      /insecureSkipTLSVerify is refused.*waybill\.git\.insecureHosts/,
    ],
    [
      {
        argoCDAppUpdates: [
          {
            appName: 'a',
            sourceUpdates: [
              {
                repoURL: CONFIG_REPO,
                helm: { images: [{ image: IMAGE, key: 'a', value: 'Name' }] },
              },
            ],
          },
        ],
      },
      /expected one of "ImageAndTag"/,
    ],
    [
      {
        argoCDAppUpdates: [
          { appName: 'a', sourceUpdates: [{ repoURL: 'git@host:a/b' }] },
        ],
      },
      /SSH/,
    ],
    [
      {
        gitRepoUpdates: [
          update({
            kustomize: { images: [{ image: IMAGE, path: '../../etc' }] },
          }),
        ],
      },
      /without "\.\."/,
    ],
    [
      { gitRepoUpdates: [update({ writeBranch: '--force' })] },
      /name of a branch/,
    ],
  ])('is refused: %j', (mechanisms, expected) => {
    const issues = mechanismsSchema.safeParse(mechanisms).error?.issues ?? [];
    expect(issues.map(({ message }) => message).join()).toMatch(expected);
  });
});
