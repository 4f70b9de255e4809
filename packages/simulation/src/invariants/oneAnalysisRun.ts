import { Invariant } from './Invariant';

/** A verification has one AnalysisRun, however often it was tried to start it; another one only when somebody has taken the first away. */
export const oneAnalysisRun: Invariant = {
  name: 'one AnalysisRun per verification',
  onEffect({ outside: { analysisRuns } }, effect) {
    if (effect.type !== 'analysis-run') return undefined;
    const { verification } = effect;
    const names = analysisRuns.all
      .filter(it => !it.deleted)
      .filter(it => analysisRuns.verificationOf(it) === verification)
      .map(it => it.name);
    return names.length > 1
      ? `${verification} has ${names.join(' and ')}`
      : undefined;
  },
};
