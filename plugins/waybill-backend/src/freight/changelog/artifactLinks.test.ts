import { artifactLinks } from './artifactLinks';

const of = (labels: Record<string, string>) =>
  artifactLinks(
    Object.fromEntries(
      Object.entries(labels).map(([name, value]) => [
        name.includes('.') ? name : `org.opencontainers.image.${name}`,
        value,
      ]),
    ),
  );

describe('artifactLinks', () => {
  it("are the source's releases, documentation and the project", () => {
    expect(
      of({
        source: 'https://github.com/acme/shop.git',
        documentation: 'https://docs.example.com',
        url: 'https://shop.example.com',
      }),
    ).toEqual([
      { title: 'Releases', url: 'https://github.com/acme/shop/releases' },
      { title: 'Documentation', url: 'https://docs.example.com' },
      { title: 'Project', url: 'https://shop.example.com' },
    ]);
  });

  it("are a chart's own links on Artifact Hub", () => {
    expect(
      of({
        'artifacthub.io/links':
          '- name: Release notes\n  url: https://shop.example.com/notes\n',
      }),
    ).toEqual([
      { title: 'Release notes', url: 'https://shop.example.com/notes' },
    ]);
  });

  it.each([
    [{ url: 'data:text/html,x' }],
    [{ url: 'file:///etc/passwd' }],
    [{ url: 'https://bot:secret@shop.example.com' }],
    [{ url: 'shop' }],
    [{ source: 'https://git.example.com/acme/shop' }],
    [{ source: 'https://github.com/acme' }],
    [{ source: 'https://github.com.evil.example/acme/shop' }],
    [{ 'artifacthub.io/links': '- name: x\n  url: mailto:x@y' }],
    [{ 'artifacthub.io/links': '{ not: [yaml' }],
    [{ 'artifacthub.io/links': 'x'.repeat(20_000) }],
    [{}],
  ])('are none in %j', labels => {
    expect(of(labels as Record<string, string>)).toEqual([]);
  });

  it('are few, and short', () => {
    const many = Array.from(
      { length: 20 },
      (_, n) => `- name: ${'n'.repeat(200)}\n  url: https://example.com/${n}`,
    ).join('\n');
    const links = of({ 'artifacthub.io/links': many });
    expect(links).toHaveLength(5);
    expect(links[0].title).toHaveLength(80);
  });
});
