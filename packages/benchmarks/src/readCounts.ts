/** `5000,50000`: whole numbers. Throws for anything else, and for what is too small to be measured. */
export function readCounts(
  option: string,
  text: string,
  atLeast: number,
): number[] {
  return text.split(',').map(each => {
    const count = Number(each);
    if (!Number.isInteger(count) || count < atLeast) {
      throw new Error(
        `--${option}: expected whole numbers from ${atLeast} on, found "${each}"`,
      );
    }
    return count;
  });
}
