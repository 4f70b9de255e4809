import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigSchema, loadConfigSchema } from '@backstage/config-loader';
import { parseAllDocuments } from 'yaml';

const ROOT = path.resolve(__dirname, '../../..');
const PAGES = [
  'README.md',
  ...markdownBelow('docs'),
  ...['plugins', 'packages'].flatMap(folder =>
    readdirSync(path.join(ROOT, folder))
      .map(name => `${folder}/${name}/README.md`)
      .filter(page => existsSync(path.join(ROOT, page))),
  ),
];

describe.each(PAGES)('%s', page => {
  const text = readFileSync(path.join(ROOT, page), 'utf8');

  it('leads only to what is there', () => {
    const missing = linksOf(text).filter(link => {
      const [file, anchor] = link.split('#');
      const target = path.join(ROOT, path.dirname(page), file);
      return file
        ? !existsSync(target) || (anchor && !anchorsOf(target).has(anchor))
        : !anchorsOf(path.join(ROOT, page)).has(anchor);
    });
    expect(missing).toEqual([]);
  });

  it('shows YAML that can be read', () => {
    const problems = yamlBlocks(text).flatMap(block =>
      parseAllDocuments(block).flatMap(document =>
        document.errors.map(error => `${error.message} in:\n${block}`),
      ),
    );
    expect(problems).toEqual([]);
  });
});

/** What Backstage asks of every configuration. */
const PORTAL = {
  app: { baseUrl: 'http://localhost' },
  backend: {
    baseUrl: 'http://localhost',
    listen: ':7007',
    database: { client: 'better-sqlite3', connection: ':memory:' },
  },
};

describe('settings in the documentation', () => {
  let schema: ConfigSchema;

  beforeAll(async () => {
    schema = await loadConfigSchema({
      dependencies: ['@waybill/backstage-plugin-waybill-backend'],
      noUndeclaredProperties: true,
    });
  }, 120_000);

  it.each(
    PAGES.flatMap(page =>
      yamlBlocks(readFileSync(path.join(ROOT, page), 'utf8'))
        .filter(block => /^waybill:/m.test(block))
        .map(block => ({ page, first: block.split('\n')[1].trim(), block })),
    ),
  )('$page: $first', ({ page, block }) => {
    const data = parseAllDocuments(block)[0].toJS();
    expect(
      schema.process([
        { context: page, data: { ...PORTAL, waybill: data.waybill } },
      ]),
    ).toHaveLength(1);
  });

  it('are held against those that there are', () => {
    const data = { ...PORTAL, waybill: { git: { alow: [] } } };
    expect(() => schema.process([{ context: 'here', data }])).toThrow('alow');
  });
});

function markdownBelow(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true })
    .map(name => path.join(folder, String(name)))
    .filter(name => name.endsWith('.md'))
    .sort();
}

function yamlBlocks(text: string): string[] {
  return [...text.matchAll(/^( *)```yaml\n([\s\S]*?)^\1```/gm)].map(
    ([, indent, block]) => block.replace(new RegExp(`^${indent}`, 'gm'), ''),
  );
}

/** Those within the repository. */
function linksOf(text: string): string[] {
  return [...text.replace(/```[\s\S]*?```/g, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link)
    .filter(link => !/^[a-z]+:/.test(link));
}

/** As the hosts of Git make them of headings. */
function anchorsOf(file: string): Set<string> {
  const headings = readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, heading]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
