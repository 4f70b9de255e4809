import { InputError } from '@backstage/errors';

export interface JsonnetImport {
  path: string;
  /** Or as text. */
  asCode: boolean;
}

/** Characters of comments between `import` and its text that are passed over, in one file. */
const MOST_COMMENT = 4 * 1024 * 1024;

/**
 * What a Jsonnet file imports, and what in its comments and texts looks as if it did: rather one too many than one missed. Jsonnet
 * computes no import, a plain text follows the keyword; one with escapes throws an `InputError`, since it could be read in two ways.
 */
export function jsonnetImports(code: string): JsonnetImport[] {
  let skipped = 0;
  const found: JsonnetImport[] = [];
  for (const match of code.matchAll(/\bimport(str|bin)?\b/g)) {
    const keywordEnd = match.index + match[0].length;
    const start = skipBlank(code, keywordEnd);
    skipped += start - keywordEnd;
    if (skipped > MOST_COMMENT) {
      throw new InputError('it has too many comments after "import"');
    }
    const path = readText(code, start);
    if (path !== undefined) {
      found.push({ path, asCode: match[1] === undefined });
    }
  }
  return found;
}

/** Past white space and comments. */
function skipBlank(code: string, from: number): number {
  let at = from;
  for (;;) {
    if (at < code.length && /\s/.test(code[at])) {
      at += 1;
    } else if (code[at] === '#' || code.startsWith('//', at)) {
      at = after(code, '\n', at);
    } else if (code.startsWith('/*', at)) {
      at = after(code, '*/', at + 2);
    } else {
      return at;
    }
  }
}

function after(code: string, end: string, from: number): number {
  const found = code.indexOf(end, from);
  return found < 0 ? code.length : found + end.length;
}

/** Undefined: no text stands here, so it was no import. */
function readText(code: string, start: number): string | undefined {
  if (
    code.startsWith('|||', start) ||
    /^@["']/.test(code.slice(start, start + 2))
  ) {
    throw new InputError(
      'it imports a text block or an @-text; write a plain text in quotes',
    );
  }
  const quote = code[start];
  if (quote !== '"' && quote !== "'") {
    return undefined;
  }
  const end = code.indexOf(quote, start + 1);
  const text = code.slice(start + 1, end < 0 ? code.length : end);
  if (text.includes('\\')) {
    throw new InputError(
      `it imports ${JSON.stringify(text)}; write the path without escapes`,
    );
  }
  return text;
}
