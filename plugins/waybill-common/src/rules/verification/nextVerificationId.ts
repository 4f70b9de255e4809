/**
 * The id of the next verification of what a Promotion has brought: the Promotion's own, then `<promotion>.2`, `.3`, …
 *
 * @param newest - id of the newest verification; undefined: there is none
 */
export function nextVerificationId(
  promotion: string,
  newest: string | undefined,
): string {
  if (newest === undefined) {
    return promotion;
  }
  const count = newest.startsWith(`${promotion}.`)
    ? Number(newest.slice(promotion.length + 1))
    : 1;
  return `${promotion}.${count + 1}`;
}
