import { WAYBILL_PROMOTION_TRAILER } from '@waybill/backstage-plugin-waybill-common';
import { StepContext } from '@waybill/backstage-plugin-waybill-node';
import { pullRequestDescription } from './pullRequestDescription';

/**
 * The whole text of a pull request: what the manifest says, or else what Waybill does, and below it in either case the way back to the
 * Promotion and the line that tells whose the pull request is.
 */
export async function pullRequestBody(
  context: StepContext,
  description: string | undefined,
): Promise<string> {
  const { id, url, actor } = context.promotion;
  const text = description ?? (await pullRequestDescription(context));
  const link = url
    ? `[See the promotion](${url}): what it changes, why, and its gates. `
    : '';
  return [
    ...(text.trim() ? [text.trimEnd(), ''] : []),
    `${link}Asked for by ${actor.ref}.`,
    '',
    `${WAYBILL_PROMOTION_TRAILER}: ${id}`,
  ].join('\n');
}
