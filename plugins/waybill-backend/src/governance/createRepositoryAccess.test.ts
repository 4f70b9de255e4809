import fc from 'fast-check';
import { PipelineEntity } from '../ports';
import { createRepositoryAccess } from './createRepositoryAccess';
import { Grant } from './Grant';

const entity: PipelineEntity = {
  entityRef: 'component:default/mine',
  uid: 'u',
  owners: ['group:default/team-a'],
  systems: ['system:default/shop'],
  domains: ['domain:default/retail'],
  tags: [],
};
const REPO = 'https://git.example.com/acme/mine-config';
const access = (...grants: Grant[]) =>
  createRepositoryAccess(entity, grants, false);

describe('a grant of repositories', () => {
  const grant: Grant = {
    repos: [
      'https://git.example.com/acme/*-config',
      'https://git.example.com/k/*-config',
    ],
  };

  it.each([
    [REPO, true],
    [`${REPO}.git`, true],
    ['https://GIT.example.com/Acme/Mine-Config/', true],
    ['https://git.example.com/acme/mine', false],
    ['https://git.example.com/acme/deep/mine-config', false],
    ['http://git.example.com/acme/mine-config', false],
    ['https://git.example.com:8443/acme/mine-config', false],
    ['https://git.example.com.evil.example.com/acme/mine-config', false],
    // What a server may take for another repository than the one compared.
    ['https://git.example.com/acme/../victim/mine-config', false],
    ['https://git.example.com/acme/x/../../victim/mine-config', false],
    ['https://git.example.com/acme/%2e%2e-config', false],
    ['https://git.example.com/acme/victim%2f..%2fmine-config', false],
    ['https://git.example.com/acme/mine-config?x=-config', false],
    ['https://git.example.com/acme/victim#-config', false],
    ['https://git.example.com\\@evil.example.com/acme/mine-config', false],
    ['https://evil.example.com@git.example.com/acme/mine-config', false],
    ['https://git.example.com//acme/mine-config', false],
    ['git@git.example.com:acme/mine-config.git', false],
    ['ssh://git@git.example.com/acme/mine-config', false],
    ['file:///acme/mine-config', false],
    // A Kelvin sign, which becomes a k.
    ['https://git.example.com/\u212a/x-config', false],
    ['', false],
  ])('covers %s: %s', (url, covered) => {
    expect(access(grant).mayRead(url) === undefined).toBe(covered);
  });

  it('says which setting would grant', () => {
    expect(access().mayRead(REPO)).toBe(
      `The repository ${REPO} is not granted to component:default/mine; an entry of waybill.git.allow in the platform's configuration would grant it`,
    );
  });
});

it('repeats no secret that an address carries', () => {
  for (const url of [
    'https://me:s3cret@git.example.com/acme/x',
    'https://me:s3cret/@git.example.com/acme/x',
    'https://git.example.com/acme/x?token=s3cret',
    'https://git.example.com/acme/x#s3cret',
  ]) {
    const refused = access().mayWrite(url, 'main');
    expect(refused).toMatch(
      /^The repository https:\/\/git.example.com\/acme\/x is/,
    );
    expect(refused).not.toContain('s3cret');
  }
});

describe('whom a grant is for', () => {
  it.each([
    [{}, true],
    [{ owners: ['group:default/team-a'] }, true],
    [{ owners: ['group:default/*'] }, true],
    [{ owners: ['group:default/team-b', 'group:default/team-a'] }, true],
    [{ owners: ['group:default/team-b'] }, false],
    [{ owners: ['group:default/team'] }, false],
    [{ owners: [] }, false],
    [{ owners: ['!group:default/team-b'] }, false],
    [{ systems: ['system:default/shop'] }, true],
    [
      { owners: ['group:default/team-a'], systems: ['system:default/other'] },
      false,
    ],
    [{ domains: ['domain:default/retail'] }, true],
    [{ domains: ['domain:default/other'] }, false],
    [{ entities: ['component:default/m*'] }, true],
    [{ entities: ['component:default/yours'] }, false],
  ])('is by entity, owner, system and domain: %j', (who, granted) => {
    const { mayRead } = access({ repos: ['**'], ...who });
    expect(mayRead(REPO) === undefined).toBe(granted);
  });
});

it('is by where an entity was ingested from, which one that a person registered cannot say', () => {
  const grant: Grant = {
    repos: ['**'],
    owners: ['group:default/team-a'],
    sources: ['https://git.example.com/acme/mine*'],
  };
  const readsFrom = (ownRepositoryUrl?: string) =>
    createRepositoryAccess(
      { ...entity, ownRepositoryUrl },
      [grant],
      false,
    ).mayRead(REPO) === undefined;
  expect(readsFrom('https://git.example.com/Acme/mine.git')).toBe(true);
  expect(readsFrom('https://git.example.com/acme/theirs')).toBe(false);
  expect(readsFrom(undefined)).toBe(false);
});

describe('branches and paths', () => {
  it('are limited by the grants that cover the repository, each by itself', () => {
    const { mayWrite, mayChange } = access(
      { repos: [REPO], branches: ['main'], paths: ['overlays/dev/**'] },
      { repos: [REPO], branches: ['stage/*'] },
      { repos: ['https://git.example.com/acme/other'], paths: ['**'] },
    );
    expect(mayWrite(REPO, 'main')).toBeUndefined();
    expect(mayWrite(REPO, 'stage/prod')).toBeUndefined();
    expect(mayWrite(REPO, 'stage/eu/prod')).toMatch(/branch stage\/eu\/prod/);
    expect(mayWrite(REPO, 'release')).toMatch(/waybill.git.allow/);
    expect(mayChange(REPO, 'stage/prod', ['anything'])).toBeUndefined();
    expect(mayChange(REPO, 'main', ['overlays/dev/a/b.yaml'])).toBeUndefined();
    expect(
      mayChange(REPO, 'main', ['overlays/dev/x', 'overlays/prod/x']),
    ).toMatch(/Changing overlays\/prod\/x on main/);
    expect(mayChange(REPO, 'main', ['overlays/dev-2/x'])).toBeDefined();
  });

  it('add up where two grants cover one branch', () => {
    const { mayChange } = access(
      { repos: [REPO], paths: ['a/**'] },
      { repos: [REPO], paths: ['b/**', '.github/*'] },
    );
    expect(
      mayChange(REPO, 'main', ['a/x', 'b/.hidden', '.github/x']),
    ).toBeUndefined();
    expect(mayChange(REPO, 'main', ['a/x', 'c/x'])).toBeDefined();
  });
});

describe('the own repository', () => {
  const own = { ...entity, ownRepositoryUrl: 'https://github.com/acme/mine' };

  it('is granted only where the platform says so, and nothing beside it', () => {
    const { mayRead, mayChange } = createRepositoryAccess(own, [], true);
    expect(mayRead('https://github.com/acme/mine.git')).toBeUndefined();
    expect(
      mayChange('https://github.com/acme/mine', 'any', ['x']),
    ).toBeUndefined();
    expect(mayRead('https://github.com/acme/mine-too')).toBeDefined();
    expect(
      createRepositoryAccess(own, [], false).mayRead(
        'https://github.com/acme/mine',
      ),
    ).toBeDefined();
    expect(
      createRepositoryAccess(entity, [], true).mayRead(
        'https://github.com/acme/mine',
      ),
    ).toBeDefined();
  });
});

it('no grant, nothing: whatever is asked for', () => {
  fc.assert(
    fc.property(
      fc.webUrl(),
      fc.string(),
      fc.array(fc.string()),
      (url, branch, paths) => {
        const nothing = access();
        expect(nothing.mayRead(url)).toBeDefined();
        expect(nothing.mayWrite(url, branch)).toBeDefined();
        expect(nothing.mayChange(url, branch, paths)).toBeDefined();
      },
    ),
  );
});

it('more grants never take away what fewer give', () => {
  const part = fc.constantFrom('a', 'b', '*', '**', 'a/**');
  const grant = fc.record(
    {
      repos: fc.array(
        fc.constantFrom(REPO, 'https://git.example.com/acme/*', 'x'),
        { minLength: 1 },
      ),
      branches: fc.array(part),
      paths: fc.array(part),
    },
    { requiredKeys: ['repos'] },
  );
  fc.assert(
    fc.property(
      fc.array(grant),
      grant,
      fc.constantFrom('a', 'b', 'a/b'),
      fc.array(fc.constantFrom('a', 'b', 'a/b')),
      (grants, more, branch, paths) => {
        const fewer = access(...grants).mayChange(REPO, branch, paths);
        const all = access(...grants, more).mayChange(REPO, branch, paths);
        expect(fewer !== undefined || all === undefined).toBe(true);
      },
    ),
  );
});

describe('the key that commits are signed with', () => {
  const repos = [REPO];
  const granted = createRepositoryAccess(
    entity,
    [
      { repos, signingKey: 'shop' },
      { repos: ['https://other/**'], signingKey: 'other' },
    ],
    false,
    'everybody',
  );

  it('is the one that the grant of the repository names', () => {
    expect(granted.signingKey(REPO, undefined)).toBe('shop');
    expect(access({ repos }).signingKey(REPO, undefined)).toBeUndefined();
  });

  it('may be asked for by name where it is granted, or everybody’s', () => {
    expect(granted.signingKey(REPO, 'shop')).toBe('shop');
    expect(granted.signingKey(REPO, 'everybody')).toBe('everybody');
    expect(() => granted.signingKey(REPO, 'other')).toThrow(
      /signing key "other" is not for component:default\/mine/,
    );
  });
});
