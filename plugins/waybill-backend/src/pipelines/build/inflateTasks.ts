import {
  JsonObject,
  NamedExpression,
  PromotionStepDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import { Problem } from '../parse/Problem';
import { TaskSpec } from '../schemas/promotionTaskSchema';
import { StepDocument } from '../schemas/stepSchema';

/** A task by its kind and name. */
export type FindTask = (
  kind: 'PromotionTask' | 'ClusterPromotionTask',
  name: string,
) => TaskSpec | undefined;

/**
 * A Stage's steps as they will run: each with its alias, a task replaced by its steps.
 *
 * @remarks Kargo's rules: aliases count from 1 by place (`step-3`, `task-2::commit`); the variables of a task's step are
 * the task's defaults, then those of the step that names the task, then its own; a default is left out where the
 * template's variables set the name. Problems have paths relative to the list of steps.
 */
export function inflateTasks(options: {
  templateVars: readonly NamedExpression[];
  steps: readonly StepDocument[];
  findTask: FindTask;
}): { steps: PromotionStepDefinition[]; problems: Problem[] } {
  const steps: PromotionStepDefinition[] = [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const add = (step: PromotionStepDefinition, path: Problem['path']) => {
    if (seen.has(step.as)) {
      problems.push({
        path,
        message: `Two steps have the alias "${step.as}"`,
      });
    }
    seen.add(step.as);
    steps.push(step);
  };

  options.steps.forEach((step, index) => {
    if (!step.task) {
      add(toDefinition(step, step.as ?? `step-${index + 1}`, step.vars), [
        index,
        step.as ? 'as' : 'uses',
      ]);
      return;
    }
    const { kind, name } = step.task;
    const task = options.findTask(kind, name);
    if (!task) {
      problems.push({
        path: [index, 'task', 'name'],
        message: `${kind} "${name}" was not found in this pipeline`,
      });
      return;
    }
    const filled = taskVars(task, options.templateVars, step.vars);
    if ('missing' in filled) {
      problems.push({
        path: [index, 'task', 'name'],
        message: `missing value for variable "${filled.missing}" of task "${name}"`,
      });
      return;
    }
    const alias = step.as ?? `task-${index + 1}`;
    task.steps.forEach((inner, place) =>
      add(
        toDefinition(inner, `${alias}::${inner.as ?? `step-${place + 1}`}`, [
          ...filled.vars,
          ...inner.vars,
        ]),
        [index, step.as ? 'as' : 'task'],
      ),
    );
  });
  return { steps, problems };
}

function taskVars(
  task: TaskSpec,
  templateVars: readonly NamedExpression[],
  stepVars: readonly NamedExpression[],
): { vars: NamedExpression[] } | { missing: string } {
  const defaults: NamedExpression[] = [];
  for (const { name, value } of task.vars) {
    if (has(templateVars, name)) {
      continue;
    }
    if (value !== undefined && value !== '') {
      defaults.push({ name, value });
    } else if (!has(stepVars, name)) {
      return { missing: name };
    }
  }
  return { vars: [...defaults, ...stepVars] };
}

/** An empty value counts as none. */
function has(vars: readonly NamedExpression[], name: string): boolean {
  return vars.some(variable => variable.name === name && variable.value !== '');
}

function toDefinition(
  step: Omit<StepDocument, 'task'>,
  alias: string,
  vars: readonly NamedExpression[],
): PromotionStepDefinition {
  return {
    uses: step.uses!,
    as: alias,
    ...(step.if !== undefined && { if: step.if }),
    ...(step.continueOnError && { continueOnError: true }),
    ...(step.retry && {
      retry: {
        ...(step.retry.timeout !== undefined && {
          timeoutSeconds: step.retry.timeout,
        }),
        ...(step.retry.errorThreshold !== undefined && {
          errorThreshold: step.retry.errorThreshold,
        }),
      },
    }),
    vars: [...vars],
    config: (step.config ?? {}) as JsonObject,
  };
}
