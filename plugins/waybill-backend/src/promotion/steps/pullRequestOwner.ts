import { WAYBILL_PROMOTION_TRAILER } from '@waybill/backstage-plugin-waybill-common';

/** What stands at the start of its line; hosts end lines with CRLF where a person has edited them in a browser. */
const MARK = new RegExp(`^${WAYBILL_PROMOTION_TRAILER}: (\\S+)\\s*$`, 'gm');
/** As it was written before there was a mark. */
const EARLIER_MARK = /^Promotion (\S+), asked for by /gm;

/** The id of the Promotion that wrote a pull request's text; undefined: none of Waybill's has, or the host does not tell the text. */
export function pullRequestOwner(
  description: string | undefined,
): string | undefined {
  for (const mark of [MARK, EARLIER_MARK]) {
    // Whatever is quoted above it, it is the last line that Waybill writes.
    const found = [...(description ?? '').matchAll(mark)].pop();
    if (found) {
      return found[1];
    }
  }
  return undefined;
}
