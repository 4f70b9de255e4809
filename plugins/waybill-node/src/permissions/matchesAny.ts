/** Whether the lists have a ref in common; entity refs compare without case. */
export function matchesAny(values: string[], wanted: string[]) {
  const set = new Set(values.map(value => value.toLocaleLowerCase('en-US')));
  return wanted.some(value => set.has(value.toLocaleLowerCase('en-US')));
}
