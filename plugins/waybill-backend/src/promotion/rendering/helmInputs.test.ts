import { workspaceOf } from '../testing/workspaceOf';
import { helmInputs } from './helmInputs';

const inputs = async (
  files: Record<string, string>,
  buildDependencies: boolean,
) =>
  helmInputs(await workspaceOf(files), {
    path: 'src/charts/web',
    valuesFiles: ['src/values/prod.yaml'],
    buildDependencies,
  });

const files = {
  'src/charts/web/Chart.yaml': `
dependencies:
- { name: common, repository: "file://../common" }
- { name: redis, repository: "https://charts.example.com" }`,
  'src/charts/common/Chart.yaml':
    'dependencies: [{ name: base, repository: "file://../base" }]',
  'src/charts/base/Chart.yaml': 'name: base',
  'src/values/prod.yaml': '{}',
};

describe('what a chart reads', () => {
  it('is its folder and the values files', async () => {
    expect(await inputs(files, false)).toEqual({
      paths: ['src/values/prod.yaml', 'src/charts/web'],
      remote: [],
    });
  });

  it('is the charts beside it too, where dependencies are built, and what would be fetched', async () => {
    expect(await inputs(files, true)).toEqual({
      paths: [
        'src/values/prod.yaml',
        'src/charts/web',
        'src/charts/common',
        'src/charts/base',
      ],
      remote: [
        {
          from: 'src/charts/web/Chart.yaml',
          address: 'https://charts.example.com (redis)',
        },
      ],
    });
  });

  it.each([
    'dependencies: [{ name: a, repository: "file:///etc" }]',
    'dependencies: [{ name: a, repository: "file://../../../../etc" }]',
    'Dependencies: [{ Name: a, Repository: "file:///etc" }]',
  ])('never leaves the workspace: %s', async chart => {
    await expect(
      inputs({ 'src/charts/web/Chart.yaml': chart }, true),
    ).rejects.toThrow('which is not a path inside the workspace');
    await expect(
      inputs(
        {
          'src/charts/web/Chart.yaml': 'name: web',
          'src/charts/web/requirements.yaml': chart,
        },
        true,
      ),
    ).rejects.toThrow('which is not a path inside the workspace');
  });

  it.each(['Chart.lock', 'requirements.lock'])(
    'heeds what only %s names, as Helm does',
    async lock => {
      const found = (repository: string) =>
        inputs(
          {
            ...files,
            [`src/charts/web/${lock}`]: `dependencies:
- { name: redis, repository: "https://charts.example.com" }
- { name: extra, repository: "${repository}" }`,
          },
          true,
        );
      await expect(found('file:///etc')).rejects.toThrow(
        `"src/charts/web/${lock}" names "/etc", which is not a path inside the workspace`,
      );
      expect((await found('oci://r.example')).remote).toEqual([
        {
          from: 'src/charts/web/Chart.yaml',
          address: 'https://charts.example.com (redis)',
        },
        { from: `src/charts/web/${lock}`, address: 'oci://r.example (extra)' },
      ]);
    },
  );

  it.each([
    'dependencies: [{ name: "../a", repository: "file://../a" }]',
    'dependencies: [{ repository: "file://../a" }]',
  ])('knows names from paths: %s', async chart => {
    await expect(
      inputs({ 'src/charts/web/Chart.yaml': chart }, true),
    ).rejects.toThrow(
      /^"src\/charts\/web\/Chart.yaml" cannot be read: dependencies.0.name: (must be a text|expected the name of a chart)/,
    );
  });

  it('says that there is no chart', async () => {
    await expect(inputs({}, false)).rejects.toThrow(
      'There is no Chart.yaml in "src/charts/web" to render',
    );
  });
});
