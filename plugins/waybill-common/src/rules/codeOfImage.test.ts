import { codeOfImage } from './codeOfImage';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const REPO = 'https://github.com/acme/shop';
const of = (source?: string, revision?: string) =>
  codeOfImage({
    ...(source !== undefined && { 'org.opencontainers.image.source': source }),
    ...(revision !== undefined && {
      'org.opencontainers.image.revision': revision,
    }),
  });

describe('codeOfImage', () => {
  it.each([
    [REPO, REPO],
    [`${REPO}/`, REPO],
    [` ${REPO}.git `, `${REPO}.git`],
    [`git+${REPO}.git`, `${REPO}.git`],
    [
      'http://localhost:7011/acme/shop.git',
      'http://localhost:7011/acme/shop.git',
    ],
    ['git@github.com:acme/shop.git', `${REPO}.git`],
    ['ssh://git@github.com/acme/shop', REPO],
    [
      'ssh://git@git.example.com:2222/acme/shop',
      'https://git.example.com/acme/shop',
    ],
  ])('reads %s as %s', (source, repoURL) => {
    expect(of(source, COMMIT)).toEqual({ repoURL, commit: COMMIT });
  });

  it("reads the form of Docker Hub's own images", () => {
    expect(
      of(`https://github.com/nginx/docker-nginx.git#${COMMIT}:mainline/debian`),
    ).toEqual({
      repoURL: 'https://github.com/nginx/docker-nginx.git',
      commit: COMMIT,
    });
  });

  it.each([
    '',
    'shop',
    'file:///etc/passwd',
    'ext::sh -c id',
    'data:text/html,shop',
    'https://bot:secret@git.example.com/acme/shop',
    'https://git.example.com',
    'https://git.example.com/acme/shop?x=1',
    'https:///acme/shop',
    '--upload-pack=id',
  ])('takes %j for no repository', source => {
    expect(of(source, COMMIT)).toEqual({ commit: COMMIT });
  });

  it.each(['main', 'v1.2.0', COMMIT.slice(0, 7), `${COMMIT}0`, 'x'.repeat(40)])(
    'takes %s for no commit',
    revision => {
      expect(of(REPO, revision)).toEqual({ repoURL: REPO });
    },
  );

  it('is nothing without annotations', () => {
    expect(codeOfImage(undefined)).toEqual({});
  });
});
