import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { JsonObject } from '@backstage/types';
import { createCredentials } from './createCredentials';
import { matchesUrl } from './matchesUrl';

const logger = mockServices.logger.mock();

function credentials(data: {
  integrations?: JsonObject;
  credentials?: JsonObject[];
}) {
  const config = new ConfigReader({
    integrations: data.integrations,
    waybill: { credentials: data.credentials },
  });
  return createCredentials({
    config,
    integrations: ScmIntegrations.fromConfig(config),
    logger,
    entityOf: async id =>
      id === 'p1' ? 'component:default/storefront' : undefined,
  });
}

describe('matchesUrl', () => {
  it.each([
    ['https://git.example.com', 'https://git.example.com/acme/x.git', true],
    ['https://git.example.com/acme', 'https://GIT.example.com/acme/x', true],
    ['https://git.example.com/acme/', 'https://git.example.com/acme', true],
    [
      'https://git.example.com/acme/x',
      'https://git.example.com/acme/x.git',
      true,
    ],
    [
      'https://git.example.com/acme',
      'https://git.example.com/acme-too/x',
      false,
    ],
    [
      'https://git.example.com/acme',
      'https://git.example.com.evil.com/acme/x',
      false,
    ],
    ['https://git.example.com', 'http://git.example.com/acme', false],
    ['https://git.example.com', 'https://git.example.com:8443/acme', false],
    ['https://git.example.com:8443', 'https://git.example.com:8443/acme', true],
    ['https://*.example.com/**', 'https://git.example.com/acme/x', true],
    ['https://*.example.com/acme/*', 'https://git.example.com/acme/x/y', false],
    ['https://*.example.com/**', 'https://evil.com/.example.com/x', false],
    ['https://*.example.com/**', 'https://evil.com/x?git.example.com/y', false],
    [
      'https://git.example.com/acme',
      'https://git.example.com/acme/../other',
      false,
    ],
  ])('%s for %s: %s', (pattern, url, expected) => {
    expect(matchesUrl(pattern, url)).toBe(expected);
  });
});

describe('createCredentials', () => {
  it('takes what Backstage has, and what is configured after it', async () => {
    const { find } = credentials({
      integrations: {
        github: [{ host: 'github.com', token: 'gh-token' }],
        gitlab: [{ host: 'gitlab.com', token: 'gl-token' }],
        gitea: [{ host: 'gitea.example.com', username: 'bot', password: 'pw' }],
      },
      credentials: [
        { match: { url: 'https://github.com' }, token: 'not this one' },
        {
          match: { url: 'https://git.example.com/acme', kinds: ['git'] },
          token: 't',
        },
        {
          match: { url: 'https://git.example.com' },
          username: 'u',
          password: 'p',
        },
        { match: { url: 'https://ghcr.io' }, token: 'registry' },
      ],
    });
    const basic = (username: string, password: string) => ({
      type: 'basic',
      username,
      password,
    });
    expect(
      await find({ kind: 'git', url: 'https://github.com/acme/x.git' }),
    ).toEqual(basic('x-access-token', 'gh-token'));
    expect(
      await find({ kind: 'host-api', url: 'https://github.com/acme/x' }),
    ).toEqual({
      type: 'bearer',
      token: 'gh-token',
    });
    expect(
      await find({ kind: 'git', url: 'https://gitlab.com/acme/x.git' }),
    ).toEqual(basic('oauth2', 'gl-token'));
    expect(
      await find({ kind: 'git', url: 'https://gitea.example.com/acme/x.git' }),
    ).toEqual(basic('bot', 'pw'));
    expect(
      await find({ kind: 'git', url: 'https://git.example.com/acme/x.git' }),
    ).toEqual(basic('x-access-token', 't'));
    expect(
      await find({
        kind: 'host-api',
        url: 'https://git.example.com/acme/x.git',
      }),
    ).toEqual(basic('u', 'p'));
    expect(
      await find({ kind: 'image', url: 'https://ghcr.io/acme/x' }),
    ).toEqual({ type: 'bearer', token: 'registry' });
    expect(
      await find({ kind: 'image', url: 'https://github.com/acme/x' }),
    ).toEqual({ type: 'bearer', token: 'not this one' });
    expect(
      await find({ kind: 'git', url: 'https://nobody.example.com/x.git' }),
    ).toBeUndefined();
    expect(
      await find({ kind: 'git', url: 'file:///srv/x.git' }),
    ).toBeUndefined();
  });

  it('tells chart repositories from registries and from hosts of integrations', async () => {
    const { find } = credentials({
      integrations: { github: [{ host: 'github.com', token: 'gh-token' }] },
      credentials: [
        {
          match: { url: 'https://charts.example.com', kinds: ['chart'] },
          username: 'bot',
          password: 'charts-password',
        },
      ],
    });
    const url = 'https://charts.example.com/stable';
    expect(await find({ kind: 'chart', url })).toMatchObject({
      username: 'bot',
    });
    expect(await find({ kind: 'image', url })).toBeUndefined();
    expect(
      await find({ kind: 'chart', url: 'https://github.com/acme/charts' }),
    ).toBeUndefined();
  });

  it('sends nothing over plain http, but to this machine or where it is told to', async () => {
    const { find } = credentials({
      integrations: {
        github: [
          {
            host: 'ghe.example.com',
            apiBaseUrl: 'https://ghe.example.com/api/v3',
            token: 'a',
          },
          {
            host: 'localhost:7011',
            apiBaseUrl: 'http://localhost:7013',
            token: 'b',
          },
        ],
      },
      credentials: [
        { match: { url: 'http://git.example.com' }, token: 'c' },
        {
          match: { url: 'http://old.example.com' },
          token: 'd',
          allowInsecure: true,
        },
      ],
    });
    const secretOf = async (url: string) => {
      const found = await find({ kind: 'git', url });
      return found?.type === 'basic' ? found.password : undefined;
    };
    expect(await secretOf('http://ghe.example.com/acme/x')).toBeUndefined();
    expect(await secretOf('https://ghe.example.com/acme/x')).toBe('a');
    expect(await secretOf('http://localhost:7011/acme/x.git')).toBe('b');
    expect(await secretOf('http://git.example.com/acme/x')).toBeUndefined();
    expect(await secretOf('http://old.example.com/acme/x')).toBe('d');
    expect(JSON.stringify(logger.warn.mock.calls)).toContain(
      'http://ghe.example.com',
    );
  });

  it('keeps an entry for the pipelines of its entities', async () => {
    const { find } = credentials({
      credentials: [
        {
          match: {
            url: 'https://git.example.com',
            entities: ['component:default/Storefront'],
          },
          token: 't',
        },
      ],
    });
    const url = 'https://git.example.com/x';
    expect(await find({ kind: 'git', url, pipelineId: 'p1' })).toBeDefined();
    expect(await find({ kind: 'git', url, pipelineId: 'p2' })).toBeUndefined();
    expect(await find({ kind: 'git', url })).toBeUndefined();
  });

  it.each([
    [
      { match: { url: 'git.example.com' }, token: 's3cret' },
      /credentials\[0\]\.match\.url/,
    ],
    [
      { match: { url: 'https://u:s3cret@git.example.com' }, token: 's3cret' },
      /match\.url/,
    ],
    [
      { match: { url: 'https://a', kinds: ['ssh'] }, token: 's3cret' },
      /found "ssh"/,
    ],
    [
      { match: { url: 'https://a' }, password: 's3cret' },
      /either "username" and "password"/,
    ],
    [
      {
        match: { url: 'https://a' },
        username: 'u',
        password: 's3cret',
        token: 's3cret',
      },
      /either/,
    ],
    [{ match: { url: 'https://a' } }, /either/],
  ])('refuses %j at the start', (entry, message) => {
    expect(() => credentials({ credentials: [entry as JsonObject] })).toThrow(
      message,
    );
    expect(() =>
      credentials({ credentials: [entry as JsonObject] }),
    ).not.toThrow(/s3cret/);
  });
});
