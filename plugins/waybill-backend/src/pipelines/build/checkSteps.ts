import { Problem } from '../parse/Problem';
import { Resources } from './Resources';
import { errorAt } from '../parse/SourceDocument';
import { DefinitionError } from '@waybill/backstage-plugin-waybill-common';

/** Steps of a kind that is not registered, wherever they are written: in Stages and in tasks. */
export function checkSteps(
  resources: Resources,
  knownSteps: readonly string[],
): DefinitionError[] {
  const known = new Set(knownSteps);
  const written = [
    ...resources.Stage.map(({ source, data }) => ({
      source,
      path: ['spec', 'promotionTemplate', 'spec', 'steps'],
      steps: data.spec.promotionTemplate?.spec.steps ?? [],
    })),
    ...[...resources.PromotionTask, ...resources.ClusterPromotionTask].map(
      ({ source, data }) => ({
        source,
        path: ['spec', 'steps'],
        steps: data.spec.steps,
      }),
    ),
  ];
  return written.flatMap(({ source, path, steps }) =>
    steps.flatMap(({ uses }, index) => {
      if (!uses || known.has(uses)) {
        return [];
      }
      const problem: Problem = {
        path: [...path, index, 'uses'],
        message: `There is no step "${uses}"; there are ${[...known]
          .sort()
          .join(', ')}`,
      };
      return [errorAt(source, problem)];
    }),
  );
}
