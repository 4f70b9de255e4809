import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ConfigReader } from '@backstage/config';
import { GitWorld, signal } from '../testing/gitWorld';
import { createSigner } from './createSigner';
import { readSigningKeys } from './readSigningKeys';

jest.setTimeout(60_000);

const run = promisify(execFile);
const committer = { name: 'Waybill Bot', email: 'bot@example.com' };
const passphrase = 'open, sesame';

describe('signed commits and tags', () => {
  const world = new GitWorld();
  let home: string;
  let keys: Record<'openpgp' | 'ssh', string>;
  let allowedSigners: string;

  const gpg = async (...args: string[]) => {
    const all = ['--batch', '--pinentry-mode', 'loopback', ...args];
    const env = { ...process.env, GNUPGHOME: home };
    return (await run('gpg', all, { env })).stdout;
  };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'waybill-keys-'));
    const who = `${committer.name} <${committer.email}>`;
    const secret = ['--passphrase', passphrase];
    // An old key: commits in these tests are of the past.
    await gpg(
      ...secret,
      '--faked-system-time',
      '20260101T000000',
      '--quick-generate-key',
      who,
      'ed25519',
      'sign',
    );
    await run('ssh-keygen', [
      '-q',
      '-t',
      'ed25519',
      '-N',
      '',
      '-f',
      join(home, 'id'),
    ]);
    keys = {
      openpgp: await gpg(...secret, '--armor', '--export-secret-keys'),
      ssh: await readFile(join(home, 'id'), 'utf8'),
    };
    allowedSigners = join(home, 'signers');
    const publicKey = await readFile(join(home, 'id.pub'), 'utf8');
    await writeFile(allowedSigners, `${committer.email} ${publicKey}`);
  });
  afterAll(async () => {
    await run('gpgconf', ['--kill', 'gpg-agent'], {
      env: { ...process.env, GNUPGHOME: home },
    });
    await rm(home, { recursive: true, force: true });
  });

  const signerWith = (format: 'openpgp' | 'ssh', isDefault = true) =>
    createSigner(
      readSigningKeys(
        new ConfigReader({
          waybill: {
            git: {
              signing: {
                keys: [
                  {
                    name: 'bot',
                    format,
                    privateKey: keys[format],
                    committer,
                    ...(format === 'openpgp' && { passphrase }),
                  },
                ],
                ...(isDefault && { default: 'bot' }),
              },
            },
          },
        }),
      ),
    );
  const verified = async (what: 'commit' | 'tag', id: string) => {
    const { stdout, stderr } = await run(
      'git',
      [
        '-c',
        `gpg.ssh.allowedSignersFile=${allowedSigners}`,
        `verify-${what}`,
        id,
      ],
      {
        cwd: world.repository.path,
        env: { ...process.env, GNUPGHOME: home },
      },
    );
    return stdout + stderr;
  };
  const signedCommit = async (
    format: 'openpgp' | 'ssh',
    signingKey?: string | false,
    isDefault = true,
  ) => {
    const git = world.newGit({}, undefined, {
      signer: signerWith(format, isDefault),
    });
    const tree = await world.open('main', git);
    await tree.write('mine', '1');
    const made = (await tree.commit({
      message: 'Promote',
      author: { name: 'Ann', email: 'ann@example.com' },
      date: new Date('2026-03-01T10:00:00Z'),
      trailers: { 'Waybill-Promotion': '01H' },
      signingKey,
    }))!;
    return { tree, made };
  };

  it.each(['openpgp', 'ssh'] as const)(
    'verify with git, with the key as committer and the author as asked for: %s',
    async format => {
      const { tree, made } = await signedCommit(format);
      const tag = await tree.tag({
        tag: 'v1',
        message: 'One',
        tagger: { name: 'Ann', email: 'ann@example.com' },
        date: new Date('2026-03-01T10:00:00Z'),
      });
      await tree.push({ targetBranch: 'main', signal });
      expect(await tree.pushTag({ tag: 'v1', signal })).toEqual({
        status: 'pushed',
        object: tag,
        commit: made,
      });
      const good =
        /Good (signature from "Waybill Bot|"git" signature for bot@example.com)/;
      expect(await verified('commit', made)).toMatch(good);
      expect(await verified('tag', 'v1')).toMatch(good);
      expect(await world.remote('log', '-1', '--format=%an %cn', 'main')).toBe(
        'Ann Waybill Bot',
      );
      expect(
        await world.git.findByTrailer({
          ...world.on,
          branch: 'main',
          trailer: { key: 'Waybill-Promotion', value: '01H' },
        }),
      ).toMatchObject({ id: made });
      expect(await world.remote('fsck', '--strict', '--full')).toBe('');
    },
  );

  it.each(['openpgp', 'ssh'] as const)(
    'are the same when they are made again, so that a replay finds its commit: %s',
    async format => {
      const [one, two] = [
        await signedCommit(format),
        await signedCommit(format),
      ];
      expect(two.made).toBe(one.made);
    },
  );

  it('are signed with the key that the step brings, and with none where it says so', async () => {
    const bare = await signedCommit('ssh', undefined, false);
    const named = await signedCommit('ssh', 'bot', false);
    const brought = await signedCommit('ssh', keys.ssh, false);
    const not = await signedCommit('ssh', false);
    expect(not.made).toBe(bare.made);
    expect(new Set([bare.made, named.made, brought.made]).size).toBe(3);
    await brought.tree.push({ targetBranch: 'main', signal });
    const { stderr } = await verified('commit', brought.made).then(
      text => ({ stderr: text }),
      error => error,
    );
    // A key brought along signs for its author, whom nobody has allowed here.
    expect(stderr).toMatch(/Good "git" signature/);
  });

  it('leave no key behind, and show none in an error', async () => {
    const left = async () =>
      (await readdir(tmpdir())).filter(each =>
        each.startsWith('waybill-sign-'),
      );
    const before = await left();
    const broken = keys.openpgp.replace(/\n[A-Za-z0-9+/]{60}/, '\nAAAA');
    const signer = createSigner({ keys: new Map(), defaultKey: undefined });
    const key = signer.keyFor(broken)!;
    const error = await signer
      .sign(Buffer.from('x'), key, new Date())
      .catch(each => each);
    expect(error.message).toMatch(/gpg did not sign/);
    const line = keys.openpgp.split('\n')[4];
    expect(`${error.stack}${JSON.stringify(error)}`).not.toContain(line);
    expect(() => signer.keyFor(`x${keys.ssh}`)).toThrow(
      /expected an armored OpenPGP private key/,
    );
    expect(() => signer.keyFor(`x${keys.ssh}`)).not.toThrow(
      keys.ssh.slice(60, 80),
    );
    expect(() => signer.keyFor('other')).toThrow(/found "other"/);
    expect(await left()).toEqual(before);
  });

  it.each([
    [{ name: 'a', privateKey: 'secret' }, /keys\[0\]\.privateKey: expected/],
    [{ name: 'a', privateKey: 'secret', pass: 'x' }, /found "pass"/],
    [
      {
        name: 'a',
        privateKey: '-----BEGIN OPENSSH PRIVATE KEY-----',
        passphrase: 'secret',
      },
      /ssh-keygen -p/,
    ],
  ])(
    'refuse a configuration such as %j, without repeating it',
    (key, message) => {
      const read = () =>
        readSigningKeys(
          new ConfigReader({ waybill: { git: { signing: { keys: [key] } } } }),
        );
      expect(read).toThrow(message);
      expect(read).not.toThrow(/secret/);
    },
  );
});
