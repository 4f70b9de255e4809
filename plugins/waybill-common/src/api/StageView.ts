import { Gate } from '../model/Gate';
import { Health, SyncStatus } from '../model/Health';
import { PromotionQueue } from '../model/PipelineDefinition';
import { SetbackView } from '../model/Setback';
import { CurrentFreight, Hold } from '../model/StageState';
import { VerificationView } from './VerificationView';

/** What Argo CD says runs in an Application to which Waybill has promoted nothing. @public */
export interface FoundApplication {
  name: string;
  namespace: string;
  /** Of each source, as far as it is known. */
  revisions: string[];
  images: string[];
  /** Argo CD's word; null: it has none. */
  health: string | null;
}

/** @public */
export interface StageView {
  name: string;
  kind: 'stage' | 'control-flow';
  labels: Record<string, string>;
  description?: string;
  color?: string;
  /** Entity refs; from policy, else the entity's owners. */
  owners: string[];
  /** What it takes and from where: upstream Stage names, or the Warehouse directly. */
  requests: {
    origin: string;
    direct: boolean;
    stages: string[];
    requiredSoakSeconds?: number;
    availabilityStrategy: 'OneOf' | 'All';
  }[];
  autoPromotion: boolean;
  /** Absent: Promotions wait in order, and for none of other Stages. */
  queue?: PromotionQueue;
  current: CurrentFreight[];
  /** Where nothing was promoted yet: what runs there nevertheless, as far as Argo CD tells; absent: it does not. */
  found?: FoundApplication[];
  verification: VerificationView | null;
  holds: Hold[];
  health: Health;
  sync: { status: SyncStatus };
  promotions: { running: string | null; waiting: string[] };
  /**
   * The Freight that comes next here, and why it may not yet; null: nothing newer. With a setback it is not to be urged: it has been here
   * before, or was to be.
   */
  next: { freight: string; gates: Gate[]; setback?: SetbackView } | null;
  /** The newest Promotion that ran here and ended. After one that did not succeed, health is still of what the last successful one brought. */
  lastPromotion?: {
    id: string;
    phase: 'Succeeded' | 'Failed' | 'Errored' | 'Aborted';
    freight: string;
    finishedAt: string;
  };
  /** Freight that a rollback without a choice would bring back; null: none. */
  rollbackTo: string | null;
  /** Whether anything ran here of late that runs no more: there is something to go back to, suggested or not. */
  ranOther?: boolean;
}
