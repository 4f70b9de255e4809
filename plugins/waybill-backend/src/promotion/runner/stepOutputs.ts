import {
  JsonObject,
  PromotionStepState,
} from '@waybill/backstage-plugin-waybill-common';
import { taskPrefix } from '../expressions/statusFunctions';

/**
 * What steps have put out, by alias: `outputs` of the expressions after them.
 *
 * @remarks Inside a task, what a step puts out that propagates stands under the task's alias as well, key by key; a later one
 * wins.
 * @param propagates - whether steps of this kind do
 */
export function stepOutputs(
  states: readonly Pick<PromotionStepState, 'alias' | 'uses' | 'output'>[],
  propagates: (uses: string) => boolean,
): Record<string, JsonObject> {
  const outputs: Record<string, JsonObject> = {};
  for (const { alias, uses, output } of states) {
    if (!output) {
      continue;
    }
    outputs[alias] = output;
    const task = taskPrefix(alias).slice(0, -'::'.length);
    if (task && propagates(uses)) {
      outputs[task] = { ...outputs[task], ...output };
    }
  }
  return outputs;
}
