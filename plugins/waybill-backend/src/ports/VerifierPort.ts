import {
  AnalysisRunRef,
  Freight,
  StageDefinition,
  VerificationRun,
} from '@waybill/backstage-plugin-waybill-common';
import { PipelineIdentity } from './AuthorityPort';

/** A verification that is to be started. */
export interface VerificationStart {
  pipeline: PipelineIdentity;
  stage: StageDefinition;
  /** Id of the verification. */
  id: string;
  /** All Freight of the collection. */
  freight: Freight[];
  signal: AbortSignal;
}

/** Has somebody verify what a Stage runs. A `ServiceUnavailableError` says that nobody has answered. */
export interface VerifierPort {
  /**
   * Starts the run of a verification, or finds the one that was started for it before. Every other error than a
   * `ServiceUnavailableError` says why it can never be started.
   */
  start(verification: VerificationStart): Promise<VerificationRun>;
  /** Where the run of a verification is, if it was started: the same for ever. */
  runOf(
    verification: Pick<VerificationStart, 'pipeline' | 'stage' | 'id'>,
  ): AnalysisRunRef;
  /** Undefined: it is gone. */
  look(
    pipeline: PipelineIdentity,
    run: AnalysisRunRef,
    signal: AbortSignal,
  ): Promise<VerificationRun | undefined>;
  /** Has it end. One that is gone, or has ended, is none the less. */
  stop(
    pipeline: PipelineIdentity,
    run: AnalysisRunRef,
    signal: AbortSignal,
  ): Promise<void>;
}
