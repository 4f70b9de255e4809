import { readLikeGo } from './readLikeGo';

describe('YAML that a program of Go reads too', () => {
  it('is read with keys in small letters, document for document', () => {
    expect(readLikeGo('A: 1\n---\nb: [c]\n')).toEqual([{ a: 1 }, { b: ['c'] }]);
  });

  it.each([
    ['<<: *a, b: 2', { a: 1, b: 2 }],
    ['c: 3, <<: *a', { a: 1, c: 3 }],
    ['<<: [*a, { b: 3 }]', { a: 1, b: 3 }],
    ['<<: *a, a: !!int "2"', { a: 2 }],
  ])('may merge: %s', (text, expected) => {
    expect(readLikeGo(`x: &a { a: 1 }\ny: { ${text} }`)).toEqual([
      { x: { a: 1 }, y: expected },
    ]);
  });

  it.each([
    [
      'files: [!!binary L2V0Yy9wYXNzd2Q=]',
      'the tag "tag:yaml.org,2002:binary"',
    ],
    ['? !!binary ZmlsZXM=\n: [/etc/passwd]', 'the tag'],
    ['%TAG !x! tag:yaml.org,2002:\n---\na: !x!binary YQ==', 'the tag'],
    ['x: &a { Files: [b] }\ny: { files: [c], <<: *a }', '"<<" merges "files"'],
    ['y: { files: [c], <<: { files: [b] } }', '"<<" merges "files"'],
    ['y: { <<: { a: 1 }, <<: { a: 2 } }', /unique|"<<" merges "<<"/],
    ['y: { "<<": { a: 1 } }', '"<<" merges "<<"'],
    ['# x\u0085files: [/etc/passwd]', 'U+0085'],
    ['# x\u2028files: [/etc/passwd]', 'U+2028'],
    ['# x\rfiles: [/etc/passwd]', 'U+000d'],
    [Buffer.from('\uFEFFfiles: [a]', 'utf16le').toString('utf8'), 'U+fffd'],
    ['a: 1\nA: 2', 'the key "a" is there twice'],
  ])('is refused where the two could differ: %j', (text, message) => {
    expect(() => readLikeGo(text)).toThrow(message);
  });

  it('may have the line breaks of Windows', () => {
    expect(readLikeGo('a: 1\r\nb: 2\r\n')).toEqual([{ a: 1, b: 2 }]);
  });
});
