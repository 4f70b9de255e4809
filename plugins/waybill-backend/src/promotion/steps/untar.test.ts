import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Header, pack as startPack } from 'tar-stream';
import { fileWorld } from '../testing/fileWorld';

jest.setTimeout(60_000);

type HeaderArgument = Partial<Header> & Pick<Header, 'name'>;

async function pack(entries: [HeaderArgument, string?][]): Promise<Buffer> {
  const archive = startPack();
  const chunks: Buffer[] = [];
  archive.on('data', chunk => chunks.push(chunk as Buffer));
  const ended = new Promise<void>(resolve => {
    archive.on('end', () => resolve());
  });
  entries.forEach(([header, text = '']) => archive.entry(header, text));
  archive.finalize();
  await ended;
  return Buffer.concat(chunks);
}

describe('tar and untar', () => {
  it('bring back what was packed', async () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9.-]{0,8}$/);
    const path = fc
      .array(name, { minLength: 1, maxLength: 3 })
      .map(names => names.join('/'));
    const kind = fc.constantFrom('', '!');
    const content = fc.array(fc.tuple(kind, path, fc.string()), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(content, fc.boolean(), async (files, gzip) => {
        const world = fileWorld();
        for (const [prefix, file, text] of files) {
          await world
            .put({ [`${prefix}src/${file}`]: text })
            .catch(() => undefined);
        }
        await world.put({ '@src/the-link': files[0][1] });
        await world.run('tar', { inPath: 'src', outPath: 'a.tar', gzip });
        await world.run('untar', { inPath: 'a.tar', outPath: 'out' });
        expect(
          Object.entries(await world.files('out')).map(([key, text]) => [
            key.replace('out/', 'src/'),
            text,
          ]),
        ).toEqual(Object.entries(await world.files('src')));
      }),
      { numRuns: 60 },
    );
  });

  it('pack the same files into the same bytes, zipped unless told otherwise', async () => {
    const packed = async (gzip?: boolean) => {
      const world = fileWorld();
      await world.put({ 'src/a': '1', '!src/b/c': '2' });
      await world.run('tar', {
        inPath: 'src',
        outPath: 'x',
        ...(gzip !== undefined && { gzip }),
      });
      return (await world.workspace.read('x')) as Buffer;
    };
    expect((await packed()).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
    expect(await packed()).toEqual(await packed(true));
    expect(await packed(false)).toEqual(await packed(false));
    expect((await packed(false)).subarray(0, 1).toString()).toBe('a');
  });

  it('leave out what rules name, and the archive itself', async () => {
    const world = fileWorld();
    await world.put({ 'src/a.tmp': '', 'src/b': '', 'src/c/d.tmp': '' });
    const config = { inPath: 'src', outPath: 'src/x.tar', ignore: '*.tmp' };
    await world.run('tar', config);
    await world.run('tar', config);
    await world.run('untar', { inPath: 'src/x.tar', outPath: 'out' });
    expect(Object.keys(await world.files('out'))).toEqual(['out/b']);
  });

  it('pack one file under its name', async () => {
    const world = fileWorld();
    await world.put({ 'src/deep/a': '1' });
    await world.run('tar', { inPath: 'src/deep/a', outPath: 'x.tar' });
    await world.run('untar', { inPath: 'x.tar', outPath: 'out' });
    expect(await world.files('out')).toEqual({ 'out/a': '1' });
    await expect(
      world.run('tar', { inPath: 'src/none', outPath: 'x.tar' }),
    ).rejects.toThrow('input path "src/none" does not exist');
  });

  it('replace what was at the place', async () => {
    const world = fileWorld();
    await world.put({ 'src/a': '1', 'out/dir/old': 'x', 'out/beside': 'y' });
    await world.run('tar', { inPath: 'src', outPath: 'x.tar' });
    await world.run('untar', { inPath: 'x.tar', outPath: 'out/dir' });
    expect(await world.files('out')).toEqual({
      'out/beside': 'y',
      'out/dir/a': '1',
    });
  });
});

describe('untar', () => {
  async function unpack(
    entries: [HeaderArgument, string?][],
    config: { stripComponents?: number; ignore?: string } = {},
  ) {
    const world = fileWorld();
    await world.workspace.write('x.tar', await pack(entries));
    await world.run('untar', { inPath: 'x.tar', outPath: 'out', ...config });
    return world.files('out');
  }

  it('strips, ignores, and passes over what is neither file nor link', async () => {
    const found = await unpack(
      [
        [{ name: 'chart/', type: 'directory' }],
        [{ name: './chart/Chart.yaml' }, 'name: x'],
        [{ name: 'chart/.git/config' }, 'x'],
        [{ name: 'chart/tests/a' }, 'x'],
        [{ name: 'top' }, 'x'],
        [{ name: 'chart/pipe', type: 'fifo' }],
        [{ name: 'chart/hard', type: 'link', linkname: 'top' }],
        [{ name: 'chart/run', mode: 0o700 }, 'x'],
        [{ name: 'chart/now', type: 'symlink', linkname: './run' }],
      ],
      { stripComponents: 1, ignore: 'tests/' },
    );
    expect(found).toEqual({
      'out/Chart.yaml': 'name: x',
      '!out/run': 'x',
      '@out/now': './run',
    });
  });

  it.each<[string, [HeaderArgument, string?][]]>([
    ['leads out of it', [[{ name: '../evil' }, 'x']]],
    ['leads out of it', [[{ name: 'a/../../evil' }, 'x']]],
    ['leads out of it', [[{ name: '/etc/evil' }, 'x']]],
    ['leads out of it', [[{ name: 'a\\..\\evil' }, 'x']]],
    [
      'leads out of it, to "../x"',
      [[{ name: 'a', type: 'symlink', linkname: '../x' }]],
    ],
    [
      'leads out of it, to "/etc"',
      [[{ name: 'a', type: 'symlink', linkname: '/etc' }]],
    ],
    [
      'leads through the link "a"',
      [
        [{ name: 'a', type: 'symlink', linkname: '.' }],
        [{ name: 'a/b/c' }, 'x'],
      ],
    ],
    [
      'is not a folder',
      [
        [{ name: 'a' }, 'x'],
        [{ name: 'a/b' }, 'x'],
      ],
    ],
  ])('unpacks nothing when something %s', async (problem, entries) => {
    await expect(unpack([[{ name: 'good' }, 'x'], ...entries])).rejects.toThrow(
      problem,
    );
  });

  it('refuses what is no archive, or one cut short', async () => {
    const world = fileWorld();
    const whole = await pack([[{ name: 'a' }, 'x'.repeat(5_000)]]);
    for (const content of [
      Buffer.from('hello'.repeat(500)),
      whole.subarray(0, 2_000),
      gzipSync(whole).subarray(0, 40),
    ]) {
      await world.workspace.write('x.tar', content);
      await expect(
        world.run('untar', { inPath: 'x.tar', outPath: 'out' }),
      ).rejects.toThrow('failed to extract tar file "x.tar"');
    }
    await expect(
      world.run('untar', { inPath: 'none.tar', outPath: 'out' }),
    ).rejects.toThrow('there is no file "none.tar"');
  });

  it('does not unpack a bomb', async () => {
    const world = fileWorld();
    const large = gzipSync(Buffer.alloc(210 * 1024 * 1024));
    await world.workspace.write('x.tar', large);
    await expect(
      world.run('untar', { inPath: 'x.tar', outPath: 'out' }),
    ).rejects.toThrow('it unpacks to more than');
    const big = await pack([[{ name: 'a' }, 'x'.repeat(51 * 1024 * 1024)]]);
    await world.workspace.write('x.tar', gzipSync(big));
    await expect(
      world.run('untar', { inPath: 'x.tar', outPath: 'out' }),
    ).rejects.toThrow('at most 52428800 are allowed');
  });
});
