import fc from 'fast-check';
import { normalizeChartUrl } from './normalizeChartUrl';
import { normalizeGitUrl } from './normalizeGitUrl';
import { normalizeImageUrl } from './normalizeImageUrl';

describe('normalizeGitUrl', () => {
  it.each([
    ['https://GitHub.com/Acme/Shop.git/', 'https://github.com/acme/shop'],
    ['https://token@github.com/acme/shop', 'https://github.com/acme/shop'],
    ['git@github.com:acme/shop.git', 'ssh://git@github.com/acme/shop'],
    ['http://127.0.0.1:7011/acme/a b.git', 'http://127.0.0.1:7011/acme/a%20b'],
    ['http://[::1]:7011/acme/shop.git', 'http://[::1]:7011/acme/shop'],
    ['https://github.com/acme/shop?x=1', 'https://github.com/acme/shop?x=1'],
    ['https://github.com/acme/%zz', 'https://github.com/acme/%zz'],
    ['ssh://git@host:port/acme', 'ssh://git@host:port/acme'],
    ['not a url', 'not a url'],
  ])('reads %j as %j', (url, expected) => {
    expect(normalizeGitUrl(url)).toBe(expected);
  });

  it('gives one answer for all spellings of a repository', () => {
    const segment = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);
    fc.assert(
      fc.property(segment, segment, segment, fc.boolean(), (a, b, c, upper) => {
        const url = `https://${a}.example.com/${b}/${c}`;
        const spelled = `https://me:secret@${a}.example.com/${b}/${c}.git/`;
        expect(normalizeGitUrl(upper ? spelled.toUpperCase() : spelled)).toBe(
          url,
        );
      }),
    );
  });
});

describe('normalizeImageUrl', () => {
  it.each([
    ['docker.io/library/nginx:1.25', 'nginx'],
    ['localhost:7010/acme/app:1.0', 'localhost:7010/acme/app'],
    ['GHCR.io/Acme/App', 'ghcr.io/acme/app'],
    ['ghcr.io/acme/app@sha256:short', 'ghcr.io/acme/app@sha256:short'],
    [`ghcr.io/acme/app:1@sha256:${'0'.repeat(64)}`, 'ghcr.io/acme/app'],
  ])('reads %j as %j', (url, expected) => {
    expect(normalizeImageUrl(url)).toBe(expected);
  });
});

it.each([
  ['oci://ghcr.io/Acme/Charts/App', 'ghcr.io/acme/charts/app'],
  [
    'https://Charts.Example.com:8443/Stable',
    'https://charts.example.com:8443/stable',
  ],
])('normalizeChartUrl reads %j as %j', (url, expected) => {
  expect(normalizeChartUrl(url)).toBe(expected);
});

it('answers any text, and asks nobody', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const answers = [normalizeGitUrl, normalizeImageUrl, normalizeChartUrl];
      expect(answers.map(normalize => typeof normalize(text))).toEqual(
        answers.map(() => 'string'),
      );
    }),
  );
});
