import {
  CONFIG_REPO,
  follows,
  outline,
  stepOf,
  translate,
  update,
} from './__testUtils__/mechanisms';

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
