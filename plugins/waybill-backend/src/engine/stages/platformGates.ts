import {
  Gate,
  StageDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import { AuthorityPort } from '../../ports';
import { PipelineRecord } from '../../store/PipelineRecord';
import { identityOf } from './identityOf';

/** What the platform keeps from a Stage: the whole project, or what its steps touch. */
export function platformGates(
  authority: AuthorityPort,
  pipeline: PipelineRecord,
  stage: StageDefinition,
): Gate[] {
  const identity = identityOf(pipeline);
  const problem = authority.projectProblem(identity.entity, identity.project);
  return [
    ...(problem
      ? [
          {
            code: 'NotAuthorized' as const,
            message: problem,
            effect: 'refuse' as const,
          },
        ]
      : []),
    ...authority.gatesFor(identity, stage),
  ];
}
