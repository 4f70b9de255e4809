import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { parseChallenges } from './client/parseChallenges';
import { locateRepository } from './locateRepository';
import { readRegistries } from './readRegistries';

const registries = (...entries: JsonObject[]) =>
  readRegistries(
    mockServices.rootConfig({ data: { waybill: { registries: entries } } }),
  );

describe('locateRepository', () => {
  const configured = registries(
    { prefix: 'registry.example.com', endpoint: 'http://localhost:7010' },
    {
      prefix: 'registry.example.com/team',
      endpoint: 'https://mirror.example.com/docker/',
    },
    { prefix: 'docker.io/library' },
  );

  it.each([
    ['nginx', 'https://registry-1.docker.io', 'library/nginx'],
    ['bitnami/redis', 'https://registry-1.docker.io', 'bitnami/redis'],
    ['docker.io/a/b', 'https://registry-1.docker.io', 'a/b'],
    ['ghcr.io/acme/app', 'https://ghcr.io', 'acme/app'],
    ['host:5000/app', 'https://host:5000', 'app'],
    ['localhost/app', 'https://localhost', 'app'],
    ['registry.example.com/x/y', 'http://localhost:7010', 'x/y'],
    [
      'registry.example.com/team/y',
      'https://mirror.example.com',
      'docker/team/y',
    ],
    ['registry.example.com/teams/y', 'http://localhost:7010', 'teams/y'],
  ])('%s is asked for at %s as %s', (repoURL, origin, name) => {
    expect(locateRepository(repoURL, configured)).toMatchObject({
      origin,
      name,
    });
  });

  it.each([
    'https://ghcr.io/acme/app',
    'ghcr.io/../app',
    'ghcr.io/acme/app:1.0',
    'ghcr.io/acme//app',
    'ghcr.io@evil.com/app',
    '',
  ])("refuses '%s'", repoURL => {
    expect(() => locateRepository(repoURL, configured)).toThrow(
      /Expected the name of an image repository/,
    );
  });

  it.each([
    [{ prefix: 'a.b', endpoint: 'http://registry.corp' }, /insecure: true/],
    [{ prefix: 'a.b', endpoint: 'registry.corp' }, /expected an address/],
    [{ prefix: 'a.b', endpoint: 'https://me:pw@x.y' }, /expected an address/],
    [{ prefix: 'https://a.b', endpoint: 'https://x.y' }, /prefix/],
  ])('refuses the configuration %j', (entry, message) => {
    expect(() => registries(entry)).toThrow(message);
  });
});

describe('parseChallenges', () => {
  it.each([
    [
      'Bearer realm="https://a/t",service="s",scope="repository:a/b:pull,push"',
      [
        {
          scheme: 'bearer',
          parameters: {
            realm: 'https://a/t',
            service: 's',
            scope: 'repository:a/b:pull,push',
          },
        },
      ],
    ],
    [
      'Basic realm="a, \\"b\\"", Bearer realm=x',
      [
        { scheme: 'basic', parameters: { realm: 'a, "b"' } },
        { scheme: 'bearer', parameters: { realm: 'x' } },
      ],
    ],
    ['Negotiate', [{ scheme: 'negotiate', parameters: {} }]],
    ['', []],
  ])('%s', (header, expected) => {
    expect(parseChallenges(header)).toEqual(expected);
  });
});
