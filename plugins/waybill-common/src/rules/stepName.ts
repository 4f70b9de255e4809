import { readStepAlias } from './readStepAlias';

/**
 * A step in a sentence, after the word "step", as whoever wrote it knows it: `"push"`, `3 (git-push)`, `"commit" of task "promote"`.
 * @public
 */
export function stepName({
  alias,
  uses,
}: {
  alias: string;
  uses?: string;
}): string {
  const { step, task } = readStepAlias(alias);
  const kind = uses ? ` (${uses})` : '';
  const own = 'name' in step ? `"${step.name}"` : `${step.position}${kind}`;
  if (!task) {
    return own;
  }
  return 'name' in task
    ? `${own} of task "${task.name}"`
    : `${own} of the task at ${task.position}`;
}
