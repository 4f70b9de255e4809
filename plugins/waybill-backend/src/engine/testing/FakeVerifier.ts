import { ServiceUnavailableError } from '@backstage/errors';
import {
  AnalysisRunRef,
  VerificationRun,
} from '@waybill/backstage-plugin-waybill-common';
import { PipelineIdentity, VerificationStart, VerifierPort } from '../../ports';

/** AnalysisRuns that end as a test says. */
export class FakeVerifier implements VerifierPort {
  /** By name, which is the verification's id. */
  readonly runs = new Map<string, VerificationRun>();
  readonly stopped: string[] = [];
  /** What a run says from its start on. */
  result: VerificationRun = { phase: 'Running' };
  /** The same, by what is to be verified. */
  judge: (verification: VerificationStart) => VerificationRun = () =>
    this.result;
  startError: Error | undefined;
  /** Runs are started, and who started them never learns of it. */
  losesAnswers = false;
  isAway = false;

  runOf({ id, pipeline }: Pick<VerificationStart, 'id' | 'pipeline'>) {
    return { namespace: pipeline.project, name: id };
  }

  async start(verification: VerificationStart) {
    const { id } = verification;
    this.answerOnlyIfThere();
    if (this.startError) throw this.startError;
    const analysisRun = this.runOf(verification);
    const run = this.runs.get(id) ?? {
      ...this.judge(verification),
      analysisRun,
    };
    this.runs.set(id, run);
    if (this.losesAnswers) {
      throw new ServiceUnavailableError('No answer');
    }
    return run;
  }

  async look(_: PipelineIdentity, { name }: AnalysisRunRef) {
    this.answerOnlyIfThere();
    return this.runs.get(name);
  }

  async stop(_: PipelineIdentity, { name }: AnalysisRunRef) {
    this.answerOnlyIfThere();
    this.stopped.push(name);
  }

  /** All that run, and all to come, end like this. */
  end(result: VerificationRun) {
    this.result = result;
    for (const [name, run] of this.runs) {
      this.runs.set(name, { ...run, ...result });
    }
  }

  private answerOnlyIfThere() {
    if (this.isAway) throw new ServiceUnavailableError('The cluster is away');
  }
}
