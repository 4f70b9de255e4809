import { SimulatedRun } from '../outside/AnalysisRuns';
import { Invariant, World } from './Invariant';

/**
 * In the end no AnalysisRun goes on that nobody waits for, unless it arrived when its verification had been ended already. One that was
 * told to end does so in its controller's time.
 */
export const noRunLeft: Invariant = {
  name: 'no AnalysisRun is left running',
  atEnd(world) {
    const left = world.outside.analysisRuns.going.find(
      it => it.stoppedAt === undefined && !cameTooLate(world, it),
    );
    return left && `AnalysisRun ${left.name} goes on, and nobody ends it`;
  },
};

function cameTooLate({ facts, outside }: World, run: SimulatedRun): boolean {
  const id = outside.analysisRuns.verificationOf(run);
  const ended = [...facts.history.values()]
    .flatMap(deliveries => deliveries.flatMap(it => it.verifications))
    .find(it => it.id === id)?.finishedAt;
  const at = ended === undefined ? Infinity : Date.parse(ended);
  return run.sentAt <= at && run.createdAt >= at;
}
