/** Where a step stands in a file: by the name that its author gave it, or else by its place, which counts from 1. @public */
export type StepPlace = { name: string } | { position: number };

const IN_TASK = '::';

/**
 * What an alias says of a step: `push`, `step-3`, `promote::commit`, `task-2::step-1`. Whoever reads of it looks for what stands in the file,
 * and the last three do not.
 *
 * @returns `task`: the task that it is a step of
 * @public
 */
export function readStepAlias(alias: string): {
  step: StepPlace;
  task?: StepPlace;
} {
  const at = alias.indexOf(IN_TASK);
  return at < 0
    ? { step: placeOf(alias, 'step') }
    : {
        step: placeOf(alias.slice(at + IN_TASK.length), 'step'),
        task: placeOf(alias.slice(0, at), 'task'),
      };
}

function placeOf(text: string, kind: 'step' | 'task'): StepPlace {
  const [, position] = new RegExp(`^${kind}-(\\d+)$`).exec(text) ?? [];
  return position ? { position: Number(position) } : { name: text };
}
