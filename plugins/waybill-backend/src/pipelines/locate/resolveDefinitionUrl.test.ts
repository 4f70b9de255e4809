import { Entity } from '@backstage/catalog-model';
import { ScmIntegrations } from '@backstage/integration';
import { ConfigReader } from '@backstage/config';
import { resolveDefinitionUrl } from './resolveDefinitionUrl';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      github: [
        { host: 'github.com' },
        { host: 'localhost:7011', apiBaseUrl: 'http://localhost:7013/api/v3' },
      ],
      gitlab: [
        {
          host: 'gitlab.example.com',
          token: 'x',
          apiBaseUrl: 'https://gitlab.example.com/api/v4',
        },
      ],
      gitea: [{ host: 'gitea.example.com' }],
      bitbucketServer: [
        {
          host: 'bitbucket.example.com',
          apiBaseUrl: 'https://bitbucket.example.com/rest/api/1.0',
        },
      ],
    },
  }),
);

function resolve(
  annotations: Record<string, string>,
  options: { allow?: string[]; development?: boolean } = {},
) {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'mine', annotations },
  };
  return resolveDefinitionUrl(entity, {
    integrations,
    allow: options.allow ?? [],
    development: options.development ?? false,
  });
}

const CATALOG_FILE =
  'url:https://github.com/acme/mine/blob/main/service/catalog-info.yaml';
const from = (pipeline: string, more: Record<string, string> = {}) => ({
  'waybill/pipeline': pipeline,
  'backstage.io/managed-by-location': CATALOG_FILE,
  ...more,
});
const source = (target: string) => ({
  'backstage.io/source-location': `url:${target}`,
});

describe('a relative reference', () => {
  it.each([
    [
      './waybill.yaml',
      'https://github.com/acme/mine/tree/main/service/waybill.yaml',
    ],
    ['waybill', 'https://github.com/acme/mine/tree/main/service/waybill'],
    ['../waybill.yaml', 'https://github.com/acme/mine/tree/main/waybill.yaml'],
    ['/waybill.yaml', 'https://github.com/acme/mine/tree/main/waybill.yaml'],
  ])('is relative to the catalog file: %s', (reference, url) => {
    expect(resolve(from(reference))).toEqual({ url });
  });

  it('is relative to the source location where there is one', () => {
    expect(
      resolve(
        from(
          './waybill.yaml',
          source('https://github.com/acme/mine/tree/main/deploy/'),
        ),
      ),
    ).toEqual({
      url: 'https://github.com/acme/mine/tree/main/deploy/waybill.yaml',
    });
  });

  it.each([
    [
      'url:https://gitlab.example.com/acme/team/mine/-/blob/main/catalog-info.yaml',
      'https://gitlab.example.com/acme/team/mine/-/blob/main/waybill.yaml',
    ],
    [
      'url:https://gitea.example.com/acme/mine/src/branch/main/catalog-info.yaml',
      'https://gitea.example.com/acme/mine/src/branch/main/waybill.yaml',
    ],
    [
      'url:https://bitbucket.example.com/projects/ACME/repos/mine/browse/catalog-info.yaml?at=main',
      'https://bitbucket.example.com/projects/ACME/repos/mine/browse/waybill.yaml?at=main',
    ],
    [
      'url:http://localhost:7011/acme/mine/blob/main/catalog-info.yaml',
      'http://localhost:7011/acme/mine/tree/main/waybill.yaml',
    ],
  ])('is understood on %s', (location, url) => {
    expect(
      resolve({
        'waybill/pipeline': './waybill.yaml',
        'backstage.io/managed-by-location': location,
      }),
    ).toEqual({ url });
  });

  it.each([
    [
      'another repository',
      '../../../../victim/blob/main/waybill.yaml',
      /leads out of the repository/,
    ],
    [
      'another ref of the same one',
      '../../pull/waybill.yaml',
      /leads out of the repository/,
    ],
    [
      'another owner',
      '../../../../../victim/app/blob/main/waybill.yaml',
      /leads out of the repository/,
    ],
    [
      'the root of the host',
      '../../../../../../waybill.yaml',
      /leads out of the repository/,
    ],
    [
      'a path that only its host would decode',
      '..%2f..%2f..%2fvictim',
      /expected a path/,
    ],
    [
      'dots that only its host would decode',
      '%2e%2e/%2e%2e/waybill.yaml',
      /expected a path/,
    ],
    ['the other slash', '..\\..\\waybill.yaml', /expected a path/],
    [
      'another host',
      'https://evil.example.com/waybill.yaml',
      /expected a path/,
    ],
    [
      'another host without a scheme',
      '//evil.example.com/acme/mine/blob/main/waybill.yaml',
      /expected a path/,
    ],
    ['a query', 'waybill.yaml?ref=other', /expected a path/],
    ['nothing', '', /expected a path/],
  ])('leads not to %s', (_, reference, problem) => {
    expect(resolve(from(reference))).toEqual({
      problem: expect.stringMatching(problem),
    });
  });

  it('follows no source location into another repository, unless the platform allows that one', () => {
    const annotations = from(
      './waybill.yaml',
      source('https://github.com/victim/app/tree/main/'),
    );
    expect(resolve(annotations)).toEqual({
      problem: expect.stringMatching(
        /source-location names https:\/\/github.com\/victim\/app, but the catalog read the entity from https:\/\/github.com\/acme\/mine/,
      ),
    });
    expect(
      resolve(annotations, { allow: ['https://github.com/acme/*'] }),
    ).toHaveProperty('problem');
    expect(
      resolve(annotations, { allow: ['https://github.com/victim/*'] }),
    ).toEqual({
      url: 'https://github.com/victim/app/tree/main/waybill.yaml',
    });
  });

  it.each([
    source('https://unknown.example.com/acme/mine/blob/main/'),
    source('https://github.com@evil.example.com/acme/mine/blob/main/'),
    source('https://github.com/acme/mine'),
    { 'backstage.io/managed-by-location': 'bootstrap:bootstrap' },
    { 'backstage.io/managed-by-location': 'nonsense' },
  ])('needs a repository that is known: %j', more => {
    expect(resolve(from('./waybill.yaml', more))).toHaveProperty('problem');
  });
});

describe('url:', () => {
  const target =
    'https://github.com/acme/pipelines/blob/main/mine/waybill.yaml';
  it.each([
    ['not at all by default', [], false],
    ['by its repository', ['https://github.com/acme/*'], true],
    ['as a whole', ['https://github.com/acme/pipelines/blob/main/**'], true],
    [
      'not by a folder with fewer stars',
      ['https://github.com/acme/pipelines/blob/*'],
      false,
    ],
    ['not by another owner', ['https://github.com/other/*'], false],
    [
      'not by a pattern that begins with !',
      ['!https://github.com/other/*'],
      false,
    ],
  ])('is allowed %s', (_, allow, allowed) => {
    expect('url' in resolve(from(`url:${target}`), { allow })).toBe(allowed);
  });

  it.each([
    'url:https://github.com/acme/../victim/app/blob/main/waybill.yaml',
    'url:https://github.com/acme/%2e%2e/victim/app/blob/main/waybill.yaml',
    'url:https://github.com/acme/..%2fvictim/app/blob/main/waybill.yaml',
    'url:https://github.com@evil.example.com/acme/x/blob/main/waybill.yaml',
    'url:https://user:secret@github.com/acme/x/blob/main/waybill.yaml',
    'url:file:///etc/passwd',
    'url:ftp://github.com/acme/x',
    'url:waybill.yaml',
  ])('is not fooled by %s', reference => {
    const resolved = resolve(from(reference), {
      allow: ['https://github.com/acme/**'],
    });
    expect(resolved).toHaveProperty('problem');
    expect(JSON.stringify(resolved)).not.toContain('secret');
  });
});

describe('file:', () => {
  const local = (pipeline: string) =>
    from(pipeline, {
      'backstage.io/managed-by-location': 'file:/srv/demo/catalog-info.yaml',
    });

  it('is for development, below the folder of the catalog file', () => {
    expect(resolve(local('./waybill.yaml'), { development: true })).toEqual({
      url: 'file:///srv/demo/waybill.yaml',
    });
    expect(resolve(local('file:./p'), { development: true })).toEqual({
      url: 'file:///srv/demo/p',
    });
    expect(resolve(local('./waybill.yaml'))).toEqual({
      problem: expect.stringContaining('in development only'),
    });
  });

  it.each([
    '../secrets.yaml',
    '/etc/waybill.yaml',
    'file:/etc/waybill.yaml',
    '../demo-2/waybill.yaml',
  ])('leads not out of it: %s', reference => {
    expect(resolve(local(reference), { development: true })).toEqual({
      problem: expect.stringContaining(
        "leads out of the catalog file's folder",
      ),
    });
  });

  it('is not for entities of repositories', () => {
    expect(
      resolve(from('file:./waybill.yaml'), { development: true }),
    ).toHaveProperty('problem');
  });
});
