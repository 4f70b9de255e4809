import {
  PromotionStepDefinition,
  StageDefinition,
  WarehouseDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import { subscribedArtifacts } from '../legacy/SubscribedArtifacts';
import { translateMechanisms } from '../legacy/translateMechanisms';
import { Problem } from '../parse/Problem';
import { StageDocument } from '../schemas/stageSchema';
import { inflateTasks } from './inflateTasks';
import { requestedFreight } from './requestedFreight';
import { Resource, Resources } from './Resources';

const OWNER_ANNOTATION = 'waybill/owner';
const DESCRIPTION_ANNOTATION = 'kargo.akuity.io/description';
const COLOR_ANNOTATION = 'kargo.akuity.io/color';

/** A Stage's document to its definition. */
export function toStage(
  { source, data }: Resource<'Stage'>,
  resources: Resources,
  warehouses: ReadonlyMap<string, WarehouseDefinition>,
): { stage: StageDefinition; problems: Problem[] } {
  const { metadata, spec } = data;
  const annotations = metadata.annotations ?? {};
  const freight = requestedFreight(
    data,
    new Map(resources.Stage.map(stage => [stage.source.name, stage.data])),
  );
  const stage: StageDefinition = {
    name: metadata.name,
    labels: metadata.labels ?? {},
    ...optional('description', annotations[DESCRIPTION_ANNOTATION]),
    ...optional('color', annotations[COLOR_ANNOTATION]),
    ...optional('claimedOwner', annotations[OWNER_ANNOTATION]),
    ...optional('shard', spec.shard),
    vars: [...spec.vars, ...(spec.promotionTemplate?.spec.vars ?? [])],
    requestedFreight: freight.requested,
    ...(spec.promotionQueue && {
      queue: {
        order: spec.promotionQueue.order,
        lockGroups: [...new Set(spec.promotionQueue.lockGroups)].sort(),
      },
    }),
    ...verificationOf(data),
    steps: [],
    location: source.locate(['metadata', 'name']),
  };
  const { steps, problems } = stepsOf(data, stage, resources, warehouses);
  return {
    stage: { ...stage, steps },
    problems: [...freight.problems, ...problems],
  };
}

function verificationOf({
  spec: { verification, vars },
}: StageDocument): Pick<StageDefinition, 'verification'> {
  if (!verification) {
    return {};
  }
  const { analysisTemplates, args, analysisRunMetadata } = verification;
  const { labels = {}, annotations = {} } = analysisRunMetadata ?? {};
  return {
    verification: { analysisTemplates, args, vars, labels, annotations },
  };
}

function stepsOf(
  { metadata, spec }: StageDocument,
  stage: StageDefinition,
  resources: Resources,
  warehouses: ReadonlyMap<string, WarehouseDefinition>,
): { steps: PromotionStepDefinition[]; problems: Problem[] } {
  if (spec.promotionMechanisms) {
    const path = ['spec', 'promotionMechanisms'];
    if (stage.requestedFreight.length > 1) {
      return {
        steps: [],
        problems: [
          {
            path,
            at: 'key',
            message:
              'promotionMechanisms with Freight of several Warehouses is not built yet; write steps (promotionTemplate)',
          },
        ],
      };
    }
    const origin = stage.requestedFreight[0]?.origin.name;
    return below(
      path,
      translateMechanisms(spec.promotionMechanisms, {
        project: metadata.namespace,
        stage: metadata.name,
        artifacts: subscribedArtifacts(warehouses.get(origin)),
      }),
    );
  }
  const template = spec.promotionTemplate?.spec;
  return below(
    ['spec', 'promotionTemplate', 'spec', 'steps'],
    inflateTasks({
      templateVars: template?.vars ?? [],
      steps: template?.steps ?? [],
      findTask: (kind, name) =>
        resources[kind].find(task => task.source.name === name)?.data.spec,
    }),
  );
}

function below<T extends { problems: Problem[] }>(
  path: string[],
  result: T,
): T {
  return {
    ...result,
    problems: result.problems.map(problem => ({
      ...problem,
      path: [...path, ...problem.path],
    })),
  };
}

function optional<K extends string>(key: K, value: string | undefined) {
  return (value ? { [key]: value } : {}) as { [P in K]?: string };
}
