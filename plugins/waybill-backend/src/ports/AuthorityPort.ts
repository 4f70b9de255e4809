import {
  AutomaticRollbackPolicy,
  Gate,
  StageDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import { StepPorts } from '@waybill/backstage-plugin-waybill-node';
import { AnalysisRunsPort } from './AnalysisRunsPort';
import { ConfiguredValues } from './ConfiguredValues';
import { PipelineEntity } from './PipelineEntity';

/** A pipeline, as authority sees it. */
export interface PipelineIdentity {
  pipelineId: string;
  entity: PipelineEntity;
  project: string;
}

/**
 * What the platform grants. Ports that come from here refuse what is not granted with a `NotAllowedError` that says
 * which setting would grant it.
 */
export interface AuthorityPort {
  /** Ports for one Promotion or one look; every call is checked against the grants, the Application's annotation included. */
  portsFor(pipeline: PipelineIdentity, stage?: string): StepPorts;
  /** For verifications; every call is checked against `waybill.analysis.allow`. */
  analysisRunsFor(pipeline: PipelineIdentity): AnalysisRunsPort;
  /** What the platform's configuration gives to the pipeline's expressions; undefined: nothing. */
  valuesFor(pipeline: PipelineIdentity): ConfiguredValues | undefined;
  /** Whether what a Warehouse subscribes to may be read, a Git repository or an image; undefined: yes, else a sentence. */
  mayRead(pipeline: PipelineIdentity, repoURL: string): string | undefined;
  /** What can be told of a Stage before it runs. */
  gatesFor(pipeline: PipelineIdentity, stage: StageDefinition): Gate[];
  /** `waybill.policies.default.autoPromotion` */
  autoPromotionAllowed(
    pipeline: PipelineIdentity,
    stage: StageDefinition,
  ): boolean;
  /** `waybill.policies.default.automaticRollback`; undefined: nothing is rolled back by itself. */
  automaticRollback(
    pipeline: PipelineIdentity,
    stage: StageDefinition,
  ): AutomaticRollbackPolicy | undefined;
  /** Owners of a Stage: from policy, else the entity's. */
  ownersOf(pipeline: PipelineIdentity, stage: StageDefinition): string[];
  /** Whether this entity may have this project; undefined: yes. */
  projectProblem(entity: PipelineEntity, project: string): string | undefined;
  /**
   * Whether the project's name is this entity's beyond doubt. Of two entities that claim one project, the bound one has it, however
   * late it comes; else the first.
   */
  isProjectBound(entity: PipelineEntity, project: string): boolean;
}
