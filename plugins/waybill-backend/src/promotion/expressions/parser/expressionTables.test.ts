import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildParserFile } from '@lezer/generator';

/** The same whatever the formatter made of it. */
const plain = (code: string) =>
  code.replace(/[\s'"\\;,]/g, '').replace(/^\/\/.*?import/, 'import');

describe('expressionTables', () => {
  it('are those of the grammar; `yarn generate:expressions` writes them', () => {
    const file = (name: string) => readFileSync(join(__dirname, name), 'utf8');
    const generated = buildParserFile(file('expression.grammar'), {
      typeScript: true,
      warn: message => {
        throw new Error(message);
      },
    });
    expect(plain(file('expressionTables.ts'))).toBe(plain(generated.parser));
  });
});
