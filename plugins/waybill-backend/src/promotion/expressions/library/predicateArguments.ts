/** Functions that ask about each element: which of their arguments is the question. */
const PREDICATES: ReadonlySet<string> = new Set([
  'all',
  'any',
  'count',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'groupBy',
  'map',
  'none',
  'one',
  'reduce',
  'sortBy',
  'sum',
]);

/** Whether `#` means an element in this argument of this function. */
export function isPredicateArgument(name: string, index: number): boolean {
  return index === 1 && PREDICATES.has(name);
}
