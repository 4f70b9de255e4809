/** Orders texts by their UTF-8 bytes, as Go does; JavaScript's own order differs beyond U+FFFF. */
export function compareText(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  const shorter = Math.min(left.length, right.length);
  for (let i = 0; i < shorter; i++) {
    const difference = left[i].codePointAt(0)! - right[i].codePointAt(0)!;
    if (difference !== 0) {
      return difference;
    }
  }
  return left.length - right.length;
}
