import { InputError } from '@backstage/errors';
import { RE2JS } from 're2js';

const MAX_LENGTH = 1024;

/**
 * Compiles a glob that must match the whole text: `*` and `?` stop at a slash, `**` as a whole segment does not,
 * `[a-z]`, `[!a]`, `{one,two}`, and a backslash before what shall be literal.
 *
 * @remarks The rules are those of doublestar, which Kargo uses. RE2 underneath, since the glob is somebody else's
 * and must not cost more than linear time. Throws `InputError` for a bad pattern.
 */
export function globToRe2(glob: string): RE2JS {
  if (glob.length > MAX_LENGTH) {
    throw new InputError(
      `Expected a glob of at most ${MAX_LENGTH} characters, found ${glob.length}`,
    );
  }
  return RE2JS.compile(translate(glob), RE2JS.DOTALL);
}

function translate(glob: string): string {
  let out = '';
  let depth = 0;
  let at = 0;
  while (at < glob.length) {
    const char = glob[at];
    const doubleStar = wholeSegment(glob, at);
    if (doubleStar) {
      out += doubleStar.pattern;
      at = doubleStar.end;
    } else if (char === '*') {
      out += '[^/]*';
      at++;
    } else if (char === '?') {
      out += '[^/]';
      at++;
    } else if (char === '[') {
      const end = classEnd(glob, at);
      out += translateClass(glob.slice(at + 1, end), glob);
      at = end + 1;
    } else if (char === '{') {
      out += '(?:';
      depth++;
      at++;
    } else if (char === '}' && depth > 0) {
      out += ')';
      depth--;
      at++;
    } else if (char === ',' && depth > 0) {
      out += '|';
      at++;
    } else {
      const escaped = char === '\\';
      if (escaped && at + 1 === glob.length) {
        throw bad(glob, 'ends in a backslash');
      }
      const literal = String.fromCodePoint(
        glob.codePointAt(escaped ? at + 1 : at)!,
      );
      out += RE2JS.quote(literal);
      at += literal.length + (escaped ? 1 : 0);
    }
  }
  if (depth > 0) {
    throw bad(glob, 'has an unclosed {');
  }
  return out;
}

/** `**` counts only between slashes (or the bounds of an alternative); elsewhere it is two single stars. */
function wholeSegment(
  glob: string,
  at: number,
): { pattern: string; end: number } | undefined {
  const starts = at === 0 || '/{,'.includes(glob[at - 1]);
  if (starts && glob.startsWith('**/', at)) {
    return { pattern: '(?:[^/]*/)*', end: at + 3 };
  }
  const ends = (end: number) => end === glob.length || '},'.includes(glob[end]);
  if (starts && glob.startsWith('**', at) && ends(at + 2)) {
    return { pattern: '.*', end: at + 2 };
  }
  if (glob.startsWith('/**', at) && ends(at + 3)) {
    return { pattern: '(?:/.*)?', end: at + 3 };
  }
  return undefined;
}

function classEnd(glob: string, start: number): number {
  for (let at = start + 1; at < glob.length; at++) {
    if (glob[at] === '\\') {
      at++;
    } else if (glob[at] === ']') {
      return at;
    }
  }
  throw bad(glob, 'has an unclosed [');
}

function translateClass(inner: string, glob: string): string {
  const negated = inner.startsWith('!') || inner.startsWith('^');
  const items = negated ? inner.slice(1) : inner;
  const ranges = [...items.matchAll(/(\\?[^])(?:-(\\?[^]))?/gu)].map(
    ([, from, to]) => {
      const [low, high] = [from, to ?? from].map(it =>
        it.length > 1 && it.startsWith('\\') ? it.slice(1) : it,
      );
      if (low.codePointAt(0)! > high.codePointAt(0)!) {
        throw bad(glob, `has a class whose range ${low}-${high} is backwards`);
      }
      return `${codePoint(low)}-${codePoint(high)}`;
    },
  );
  if (ranges.length === 0) {
    throw bad(glob, 'has an empty class');
  }
  // A class never matches a slash, negated or not.
  return negated ? `[^/${ranges.join('')}]` : `[${ranges.join('')}]`;
}

function codePoint(char: string): string {
  return `\\x{${char.codePointAt(0)!.toString(16)}}`;
}

function bad(glob: string, why: string): InputError {
  return new InputError(`Expected a glob pattern, but "${glob}" ${why}`);
}
