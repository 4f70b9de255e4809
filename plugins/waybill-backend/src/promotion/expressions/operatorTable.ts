/** Higher binds tighter; expr-lang's table. Here stands also what is known but not built, to say so. */
export const BINARY_OPERATORS: Readonly<
  Record<string, { precedence: number; right?: true }>
> = {
  '|': { precedence: 0 },
  or: { precedence: 10 },
  and: { precedence: 15 },
  '==': { precedence: 20 },
  '!=': { precedence: 20 },
  '<': { precedence: 20 },
  '<=': { precedence: 20 },
  '>': { precedence: 20 },
  '>=': { precedence: 20 },
  in: { precedence: 20 },
  contains: { precedence: 20 },
  startsWith: { precedence: 20 },
  endsWith: { precedence: 20 },
  matches: { precedence: 20 },
  '..': { precedence: 25 },
  '+': { precedence: 30 },
  '-': { precedence: 30 },
  '*': { precedence: 60 },
  '/': { precedence: 60 },
  '%': { precedence: 60 },
  '**': { precedence: 100, right: true },
  '??': { precedence: 500 },
};
/** Their operand takes every operator that binds at least as tight: `!a ?? b` is `!(a ?? b)`. */
export const UNARY_OPERATORS: Readonly<Record<string, number>> = {
  '!': 50,
  '-': 90,
  '+': 90,
};
/** Two spellings of one operator. */
export const OPERATOR_SYNONYMS: Readonly<Record<string, string>> = {
  '&&': 'and',
  '||': 'or',
  '^': '**',
  not: '!',
};
/** Part of expr-lang, not of this version. */
export const NOT_BUILT: ReadonlySet<string> = new Set([
  '|',
  '..',
  'matches',
  'let',
  'if',
  '#',
  ';',
]);
