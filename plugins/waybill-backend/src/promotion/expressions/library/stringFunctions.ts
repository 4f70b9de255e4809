import { InputError } from '@backstage/errors';
import { ExpressionValue } from '../ExpressionValue';
import { takeArguments } from '../values/takeArguments';
import { MAX_TEXT_LENGTH } from '../writeJson';
import { LibraryFunction } from './LibraryCall';

/** What takes texts. */
export const stringFunctions: ReadonlyMap<string, LibraryFunction> = new Map<
  string,
  LibraryFunction
>([
  ['upper', onText('upper', text => text.toUpperCase())],
  ['lower', onText('lower', text => text.toLowerCase())],
  [
    'trim',
    args => {
      const [text, cutset] = takeArguments('trim', args, ['text', 'text'], 1);
      return cutset === undefined ? text.trim() : trimmed(text, cutset);
    },
  ],
  [
    'trimPrefix',
    args => {
      const [text, prefix = ' '] = takeArguments(
        'trimPrefix',
        args,
        ['text', 'text'],
        1,
      );
      return text.startsWith(prefix) ? text.slice(prefix.length) : text;
    },
  ],
  [
    'trimSuffix',
    args => {
      const [text, suffix = ' '] = takeArguments(
        'trimSuffix',
        args,
        ['text', 'text'],
        1,
      );
      return text.endsWith(suffix)
        ? text.slice(0, text.length - suffix.length)
        : text;
    },
  ],
  ['hasPrefix', onTwo('hasPrefix', (text, part) => text.startsWith(part))],
  ['hasSuffix', onTwo('hasSuffix', (text, part) => text.endsWith(part))],
  ['indexOf', onTwo('indexOf', (text, part) => text.indexOf(part))],
  ['lastIndexOf', onTwo('lastIndexOf', (text, part) => text.lastIndexOf(part))],
  [
    'split',
    args => {
      const [text, separator, most = -1] = takeArguments(
        'split',
        args,
        ['text', 'text', 'whole number'],
        1,
      );
      return splitInto(text, separator, most).map(({ part }) => part);
    },
  ],
  [
    'splitAfter',
    args => {
      const [text, separator, most = -1] = takeArguments(
        'splitAfter',
        args,
        ['text', 'text', 'whole number'],
        1,
      );
      return splitInto(text, separator, most).map(
        ({ part, end }) => part + end,
      );
    },
  ],
  [
    'replace',
    args => {
      const [text, from, to, most = -1] = takeArguments(
        'replace',
        args,
        ['text', 'text', 'text', 'whole number'],
        1,
      );
      const parts = splitInto(text, from, most < 0 ? -1 : most + 1);
      if (from === '' || most === 0) {
        return most === 0 ? text : refuseEmpty('replace');
      }
      return joined(
        parts.map(({ part }) => part),
        to,
      );
    },
  ],
  [
    'repeat',
    args => {
      const [text, count] = takeArguments('repeat', args, [
        'text',
        'whole number',
      ]);
      if (count < 0) {
        throw new InputError('repeat cannot repeat less than never');
      }
      assertLength(text.length * count);
      return text.repeat(count);
    },
  ],
  [
    'join',
    args => {
      const [list, glue = ''] = takeArguments(
        'join',
        args,
        ['list', 'text'],
        1,
      );
      return joined(list, glue);
    },
  ],
]);

function onText(
  name: string,
  change: (text: string) => string,
): LibraryFunction {
  return args => change(takeArguments(name, args, ['text'])[0]);
}

function onTwo(
  name: string,
  answer: (text: string, part: string) => ExpressionValue,
): LibraryFunction {
  return args => {
    const [text, part] = takeArguments(name, args, ['text', 'text']);
    return answer(text, part);
  };
}

function trimmed(text: string, cutset: string): string {
  const cut = new Set(cutset);
  const characters = [...text];
  let from = 0;
  let to = characters.length;
  while (from < to && cut.has(characters[from])) {
    from += 1;
  }
  while (to > from && cut.has(characters[to - 1])) {
    to -= 1;
  }
  return characters.slice(from, to).join('');
}

/** At most so many parts, the last one with all the rest; negative: all. Go's `SplitN`. */
function splitInto(
  text: string,
  separator: string,
  most: number,
): { part: string; end: string }[] {
  const pieces = separator === '' ? [...text] : text.split(separator);
  if (most === 0) {
    return [];
  }
  const head = most < 0 ? pieces : pieces.slice(0, most - 1);
  const rest = most < 0 ? [] : pieces.slice(most - 1);
  const parts = rest.length > 0 ? [...head, rest.join(separator)] : head;
  return parts.map((part, index) => ({
    part,
    end: index < parts.length - 1 ? separator : '',
  }));
}

function joined(list: ExpressionValue[], glue: string): string {
  const texts = list.filter((item): item is string => typeof item === 'string');
  if (texts.length !== list.length) {
    throw new InputError('join takes a list of texts');
  }
  assertLength(
    texts.reduce((length, item) => length + item.length, 0) +
      glue.length * texts.length,
  );
  return texts.join(glue);
}

function assertLength(length: number): void {
  if (length > MAX_TEXT_LENGTH) {
    throw new InputError(
      `the result is longer than ${MAX_TEXT_LENGTH} characters`,
    );
  }
}

function refuseEmpty(name: string): never {
  throw new InputError(`${name} cannot look for an empty text`);
}
