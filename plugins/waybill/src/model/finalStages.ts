import { StageView } from '@waybill/backstage-plugin-waybill-common';

/** The Stages at the end of the line: nothing that runs anything takes from them. */
export function finalStages(stages: StageView[]): StageView[] {
  const takenFrom = new Set<string>();
  const byName = new Map(stages.map(stage => [stage.name, stage]));
  const take = (name: string) => {
    if (takenFrom.has(name)) return;
    takenFrom.add(name);
    const stage = byName.get(name);
    // Whoever takes from a control-flow Stage takes from those before it.
    if (stage?.kind === 'control-flow') upstream(stage).forEach(take);
  };
  for (const stage of stages) {
    if (stage.kind === 'stage') upstream(stage).forEach(take);
  }
  return stages.filter(
    stage => stage.kind === 'stage' && !takenFrom.has(stage.name),
  );
}

function upstream(stage: StageView): string[] {
  return stage.requests.flatMap(request => request.stages);
}
