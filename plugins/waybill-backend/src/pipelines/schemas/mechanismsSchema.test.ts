import { CONFIG_REPO, IMAGE, update } from '../legacy/__testUtils__/mechanisms';
import { mechanismsSchema } from './mechanismsSchema';

describe('what is not built', () => {
  it.each([
    [
      { gitRepoUpdates: [{ ...update(), kustomize: undefined, render: {} }] },
      /Kargo Render/,
    ],
    [
      {
        gitRepoUpdates: [
          { ...update(), kustomize: undefined, helm: { charts: [{}] } },
        ],
      },
      /charts is not built yet/,
    ],
    [
      { gitRepoUpdates: [update({ pullRequest: { gitlab: {} } })] },
      /gitlab is not built yet/,
    ],
    [
      { gitRepoUpdates: [update({ insecureSkipTLSVerify: true })] },
      /insecureSkipTLSVerify is not built yet/,
    ],
    [
      {
        argoCDAppUpdates: [
          {
            appName: 'a',
            sourceUpdates: [{ repoURL: CONFIG_REPO, helm: { images: [{}] } }],
          },
        ],
      },
      /helm is not built yet/,
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
