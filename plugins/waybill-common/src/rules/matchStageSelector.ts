import { PromotionPolicy, StageDefinition } from '../model/PipelineDefinition';
import { globToRe2 } from './globToRe2';
import { toRe2 } from './toRe2';

type StageSelector = PromotionPolicy['stageSelector'];
type LabelExpression = NonNullable<StageSelector['matchExpressions']>[number];

/**
 * Whether a selector matches a Stage: its name (exact, `glob:…`, or `regex:…`/`regexp:…`, which may match any part),
 * its labels and its label expressions, all of them. An empty selector matches every Stage.
 *
 * @remarks Throws `InputError` for a pattern that does not parse.
 * @public
 */
export function matchStageSelector(
  selector: PromotionPolicy['stageSelector'],
  stage: Pick<StageDefinition, 'name' | 'labels'>,
): boolean {
  return (
    (!selector.name || matchesName(selector.name, stage.name)) &&
    Object.entries(selector.matchLabels ?? {}).every(
      ([key, value]) => label(stage, key) === value,
    ) &&
    (selector.matchExpressions ?? []).every(expression =>
      matchesExpression(expression, label(stage, expression.key)),
    )
  );
}

function matchesName(pattern: string, name: string): boolean {
  const [, kind, rest] = /^(glob|regexp?):([^]*)$/.exec(pattern) ?? [];
  if (kind === 'glob') {
    return globToRe2(rest).testExact(name);
  }
  return kind ? toRe2(rest).test(name) : pattern === name;
}

function matchesExpression(
  { operator, values = [] }: LabelExpression,
  value: string | undefined,
): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      // A selector that is not understood selects nothing.
      return false;
  }
}

function label(
  stage: Pick<StageDefinition, 'labels'>,
  key: string,
): string | undefined {
  return Object.hasOwn(stage.labels, key) ? stage.labels[key] : undefined;
}
