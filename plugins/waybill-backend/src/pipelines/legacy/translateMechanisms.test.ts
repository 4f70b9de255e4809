import { mechanismsSchema } from '../schemas/mechanismsSchema';
import { SubscribedArtifacts } from './SubscribedArtifacts';
import { translateMechanisms } from './translateMechanisms';

const CONFIG_REPO = 'https://git.example.com/acme/config.git';
const IMAGE = 'registry.example.com/app';
const images: SubscribedArtifacts = { images: new Set([IMAGE]), commits: [] };
const follows = (branch?: string): SubscribedArtifacts => ({
  ...images,
  commits: [{ repoURL: 'https://git.example.com/acme/config', branch }],
});

function translate(mechanisms: object, artifacts = images) {
  return translateMechanisms(mechanismsSchema.parse(mechanisms), {
    project: 'demo',
    stage: 'prod',
    artifacts,
  });
}

const update = (more: object = {}) => ({
  repoURL: CONFIG_REPO,
  writeBranch: 'main',
  kustomize: { images: [{ image: IMAGE, path: 'overlays/prod' }] },
  ...more,
});

/** `alias: uses` of each step. */
const outline = ({ steps }: ReturnType<typeof translate>) =>
  steps.map(({ as, uses }) => `${as}: ${uses}`);
const stepOf = ({ steps }: ReturnType<typeof translate>, alias: string) =>
  steps.find(({ as }) => as === alias);

describe('where the files come from', () => {
  it('edits the branch in place when it is named as read and written', () => {
    const translated = translate({
      gitRepoUpdates: [update({ readBranch: 'main' })],
    });
    expect(outline(translated)).toEqual([
      'clone: git-clone',
      'edit-1: kustomize-set-image',
      'commit: git-commit',
      'push: git-push',
    ]);
    expect(stepOf(translated, 'clone')?.config).toEqual({
      repoURL: CONFIG_REPO,
      checkout: [{ branch: 'main', path: './out' }],
    });
  });

  it('replaces the files of another branch, beginning it where it is missing', () => {
    const translated = translate({
      gitRepoUpdates: [
        update({ readBranch: 'main', writeBranch: 'stage/prod' }),
      ],
    });
    expect(outline(translated).slice(0, 3)).toEqual([
      'clone: git-clone',
      'clear: git-clear',
      'copy: copy',
    ]);
    expect(stepOf(translated, 'clone')?.config.checkout).toEqual([
      { branch: 'main', path: './src' },
      { branch: 'stage/prod', create: true, path: './out' },
    ]);
    expect(stepOf(translated, 'copy')).toMatchObject({
      config: { inPath: './src', outPath: './out' },
    });
    expect(stepOf(translated, 'copy')).not.toHaveProperty('if');
  });

  it('decides between the two when it runs, where the default branch is read', () => {
    const translated = translate({ gitRepoUpdates: [update()] });
    for (const alias of ['clear', 'copy']) {
      expect(stepOf(translated, alias)?.if).toBe(
        `\${{ success() && outputs['clone'].branches['./src'] != "main" }}`,
      );
    }
  });

  it("reads the Freight's commit where it carries one of the repository", () => {
    const translated = translate(
      { gitRepoUpdates: [update({ writeBranch: 'stage/prod' })] },
      follows('main'),
    );
    expect(stepOf(translated, 'clone')?.config.checkout).toEqual([
      {
        commit: '${{ commitFrom("https://git.example.com/acme/config").ID }}',
        path: './src',
      },
      { branch: 'stage/prod', create: true, path: './out' },
    ]);
  });
});

describe('the guard against promoting its own commits', () => {
  it('is an error in the definition where both branches are named', () => {
    const { problems } = translate(
      { gitRepoUpdates: [update()] },
      follows('main'),
    );
    expect(problems).toEqual([
      {
        path: ['gitRepoUpdates', 0, 'writeBranch'],
        message: expect.stringContaining('subscription loop'),
      },
    ]);
  });

  it('is a step that fails where only the Freight knows the branch', () => {
    const [guard] = translate(
      { gitRepoUpdates: [update()] },
      follows(undefined),
    ).steps;
    expect(guard).toMatchObject({
      uses: 'fail',
      if: '${{ success() && commitFrom("https://git.example.com/acme/config").Branch == "main" }}',
      config: { message: expect.stringContaining('subscription loop') },
    });
  });

  it('lets a pull request through, which somebody has to merge', () => {
    const translated = translate(
      { gitRepoUpdates: [update({ pullRequest: { github: {} } })] },
      follows('main'),
    );
    expect(translated.problems).toEqual([]);
    expect(outline(translated)[0]).toBe('clone: git-clone');
  });
});

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
      { images: new Set(), commits: [] },
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

describe('the revision that an application is asked for', () => {
  const app = (more: object = {}) => ({ appName: 'app-prod', ...more });
  const sourcesOf = (translated: ReturnType<typeof translate>) =>
    (stepOf(translated, 'argocd')?.config.apps as { sources?: unknown }[])[0]
      .sources;

  it('is none where the Freight carries no commit of the repository, though the Stage writes it', () => {
    expect(
      sourcesOf(
        translate({
          gitRepoUpdates: [update()],
          argoCDAppUpdates: [
            app(),
            app({ sourceUpdates: [{ repoURL: CONFIG_REPO }] }),
          ],
        }),
      ),
    ).toBeUndefined();
  });

  it('is the commit that the Stage made where it does', () => {
    expect(
      sourcesOf(
        translate(
          {
            gitRepoUpdates: [update({ writeBranch: 'stage/prod' })],
            argoCDAppUpdates: [app()],
          },
          follows('main'),
        ),
      ),
    ).toEqual([
      {
        repoURL: CONFIG_REPO,
        desiredRevision: `\${{ status('push') == 'Succeeded' ? outputs['push'].commit : outputs['commit'].commit }}`,
      },
    ]);
  });

  it("is the Freight's own where the Stage writes nothing, and is set only when asked to", () => {
    const revision =
      '${{ commitFrom("https://git.example.com/acme/config").ID }}';
    const sources = (updateTargetRevision: boolean) =>
      sourcesOf(
        translate(
          {
            argoCDAppUpdates: [
              app({
                sourceUpdates: [{ repoURL: CONFIG_REPO, updateTargetRevision }],
              }),
            ],
          },
          follows('main'),
        ),
      );
    expect(sources(false)).toEqual([
      { repoURL: CONFIG_REPO, desiredRevision: revision },
    ]);
    expect(sources(true)).toEqual([
      {
        repoURL: CONFIG_REPO,
        desiredRevision: revision,
        updateTargetRevision: true,
      },
    ]);
  });

  it('must be said where the Stage writes two repositories that the Freight carries', () => {
    const other = 'https://git.example.com/acme/other';
    const artifacts = {
      ...images,
      commits: [
        { repoURL: CONFIG_REPO, branch: 'x' },
        { repoURL: other, branch: 'x' },
      ],
    };
    expect(
      translate(
        {
          gitRepoUpdates: [update(), update({ repoURL: other })],
          argoCDAppUpdates: [app()],
        },
        artifacts,
      ).problems,
    ).toEqual([
      {
        path: ['argoCDAppUpdates', 0],
        message: expect.stringContaining('say so in sourceUpdates'),
      },
    ]);
  });
});

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
