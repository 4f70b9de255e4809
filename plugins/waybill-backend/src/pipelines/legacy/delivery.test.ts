import {
  CONFIG_REPO,
  IMAGE,
  outline,
  stepOf,
  translate,
  update,
} from './__testUtils__/mechanisms';

describe('the way to the branch', () => {
  it('goes through the Stage’s own branch and a pull request, each only if there was something to commit', () => {
    const translated = translate({
      gitRepoUpdates: [update({ readBranch: 'main', pullRequest: {} })],
    });
    expect(translated.steps.slice(-3)).toEqual([
      {
        uses: 'git-push',
        as: 'push',
        if: `\${{ success() && status('commit') == 'Succeeded' }}`,
        vars: [],
        config: {
          path: './out',
          targetBranch: 'kargo/demo/prod/promotion',
          force: true,
        },
      },
      {
        uses: 'git-open-pr',
        as: 'pr',
        if: `\${{ success() && status('push') == 'Succeeded' }}`,
        vars: [],
        config: {
          repoURL: CONFIG_REPO,
          sourceBranch: 'kargo/demo/prod/promotion',
          targetBranch: 'main',
          title: expect.stringContaining(
            'updated overlays/prod/kustomization.yaml',
          ),
        },
      },
      {
        uses: 'git-wait-for-pr',
        as: 'merged',
        if: `\${{ success() && status('pr') == 'Succeeded' }}`,
        vars: [],
        config: {
          repoURL: CONFIG_REPO,
          prNumber: `\${{ outputs['pr'].pr.id }}`,
        },
      },
    ]);
  });

  it('runs the tools in their order and opens all pull requests of one before it waits', () => {
    const helm = {
      helm: {
        images: [
          {
            image: IMAGE,
            valuesFilePath: 'values.yaml',
            key: 'image.tag',
            value: 'Tag',
          },
        ],
      },
      kustomize: undefined,
    };
    const translated = translate({
      gitRepoUpdates: [
        update({ readBranch: 'main', ...helm }),
        update({ readBranch: 'main', pullRequest: {} }),
        update({
          repoURL: `${CONFIG_REPO}2`,
          readBranch: 'main',
          pullRequest: {},
        }),
      ],
    });
    expect(outline(translated)).toEqual([
      ...[
        'clone-2: git-clone',
        'edit-2-1: kustomize-set-image',
        'commit-2: git-commit',
        'push-2: git-push',
        'pr-2: git-open-pr',
      ],
      ...[
        'clone-3: git-clone',
        'edit-3-1: kustomize-set-image',
        'commit-3: git-commit',
        'push-3: git-push',
        'pr-3: git-open-pr',
      ],
      ...['merged-2: git-wait-for-pr', 'merged-3: git-wait-for-pr'],
      ...[
        'clone-1: git-clone',
        'edit-1-1: yaml-update',
        'commit-1: git-commit',
        'push-1: git-push',
      ],
    ]);
  });

  it('commits nothing of images that the Stage’s Warehouse does not subscribe to', () => {
    const translated = translate(
      { gitRepoUpdates: [update({ readBranch: 'main' })] },
      { images: new Set(), commits: [], charts: [] },
    );
    expect(outline(translated)).toEqual([
      'clone: git-clone',
      'commit: git-commit',
      'push: git-push',
    ]);
    expect(stepOf(translated, 'commit')?.config.message).toBe(
      'Waybill applied some changes',
    );
  });
});
