import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { builtInSteps } from '.';

const DOCS = resolve(__dirname, '../../../../../docs');
const page = (path: string) => {
  const file = resolve(DOCS, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};
const ids = builtInSteps.map(({ id }) => id).sort();

describe('the reference of the steps', () => {
  it('lists all there are, and no others', () => {
    const linked = [
      ...page('reference/steps/README.md').matchAll(
        /^\| \[([a-z-]+)\]\(\1\.md\)/gm,
      ),
    ].map(([, id]) => id);
    expect(linked.sort()).toEqual(ids);
  });

  it.each(ids)('has a page for %s with an example', id => {
    const text = page(`reference/steps/${id}.md`);
    expect(text).toMatch(new RegExp(`^# ${id}\n`));
    expect(text).toContain(`uses: ${id}\n`);
  });

  it.each(builtInSteps.map(step => [step.id, step.schema] as const))(
    'names every field of %s',
    (id, schema) => {
      const { shape } = schema as { shape?: Record<string, unknown> };
      const text = page(`reference/steps/${id}.md`);
      expect(
        Object.keys(shape ?? {}).filter(field => !text.includes(`\`${field}`)),
      ).toEqual([]);
    },
  );
});

describe('how to add a step', () => {
  it('shows the example that is tested', () => {
    const example = readFileSync(
      resolve(__dirname, '../../acceptance/testing/releaseNotesModule.ts'),
      'utf8',
    );
    expect(page('how-to/add-a-step.md')).toContain(example);
  });
});
