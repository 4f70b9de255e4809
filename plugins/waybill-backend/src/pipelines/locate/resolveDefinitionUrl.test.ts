import { from, resolve, source } from './__testUtils__/resolving';

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
