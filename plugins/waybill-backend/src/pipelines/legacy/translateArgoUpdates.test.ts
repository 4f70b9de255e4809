import {
  CONFIG_REPO,
  follows,
  images,
  stepOf,
  translate,
  update,
} from './__testUtils__/mechanisms';

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
