import { z } from 'zod';
import { Problem } from './Problem';

/** Validates one document's data; a zod issue becomes a sentence that begins with the field's path. */
export function readResource<T extends z.ZodType>(
  schema: T,
  value: unknown,
): { value?: z.output<T>; problems: Problem[] } {
  const result = schema.safeParse(value);
  return result.success
    ? { value: result.data, problems: [] }
    : { problems: result.error.issues.flatMap(toProblems) };
}

function toProblems(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      path: [...issue.path, key],
      at: 'key',
      message: `${named(issue.path)}unknown field "${key}"`,
    }));
  }
  if (issue.code === 'invalid_value') {
    return [
      {
        path: issue.path,
        message: `${named(issue.path)}expected ${issue.values
          .map(value => JSON.stringify(value))
          .join(', ')}, found ${shown(issue.input)}`,
      },
    ];
  }
  const params = issue.code === 'custom' ? issue.params : undefined;
  return [
    {
      path: issue.path,
      ...(params?.at === 'key' && { at: 'key' as const }),
      message: `${named(issue.path)}${lowerFirst(
        issue.message.replace(/^Invalid input: /, ''),
      )}`,
    },
  ];
}

function named(path: readonly PropertyKey[]): string {
  const text = path.reduce<string>(
    (before, segment) =>
      typeof segment === 'number'
        ? `${before}[${segment}]`
        : `${before}${before && '.'}${String(segment)}`,
    '',
  );
  return text && `${text}: `;
}

function shown(input: unknown): string {
  return input === undefined ? 'something else' : JSON.stringify(input);
}

/** Only of words: MatchUpstream, SemVer and the like are names. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]* /.test(text) && text.startsWith('Expected')
    ? text[0].toLowerCase() + text.slice(1)
    : text;
}
