import { Invariant, World } from './Invariant';

/**
 * Where an AnalysisRun is asked for, Freight gets its mark, and a verification its success, only by a run of that delivery that looked at that
 * Freight and has come to a good end by itself.
 */
export const verifiedByItsRun: Invariant = {
  name: 'verified only by a run that was successful',
  onCommit(world, before, { tables }) {
    const { facts } = world;
    if (tables.has('freight_stages')) {
      for (const [key, { freight, stage, verifiedAt }] of facts.marks) {
        const isNew =
          verifiedAt !== undefined &&
          before.marks.get(key)?.verifiedAt === undefined;
        if (!isNew || !isVerified(world, stage)) continue;
        const [pipelineId] = key.split('/');
        const { lastPromotion } =
          facts.stages.get(`${pipelineId}/${stage}`) ?? {};
        const id = lastPromotion?.id ?? '';
        if (!hasPassed(world, freight, it => isOf(id, it))) {
          return `${freight} got the mark of ${stage}, and no AnalysisRun of ${id} was successful`;
        }
      }
    }
    if (!tables.has('stages')) return undefined;
    for (const [key, { stage, verification, current }] of facts.stages) {
      const was = before.stages.get(key)?.verification;
      const isNew =
        verification?.phase === 'Successful' &&
        (was?.phase !== 'Successful' || was.id !== verification.id);
      if (!isNew || !isVerified(world, stage)) continue;
      const freight = current[0]?.freight ?? '';
      if (!hasPassed(world, freight, it => it === verification.id)) {
        return `${key} was verified by ${verification.id}, and no such AnalysisRun was successful`;
      }
    }
    return undefined;
  },
};

function isVerified({ plan }: World, stage: string): boolean {
  return plan.stages.some(it => it.name === stage && it.verifies);
}

function isOf(promotion: string, verification: string): boolean {
  return verification === promotion || verification.startsWith(`${promotion}.`);
}

function hasPassed(
  { outside: { analysisRuns }, tagOf }: World,
  freight: string,
  isWanted: (verification: string) => boolean,
): boolean {
  return analysisRuns.all.some(
    run =>
      run.phase === 'Successful' &&
      run.stoppedAt === undefined &&
      run.tag === tagOf(freight) &&
      isWanted(analysisRuns.verificationOf(run) ?? ''),
  );
}
