import { ActionsPort } from './ActionsPort';
import { ArgoPort } from './ArgoPort';
import { ChartsPort } from './ChartsPort';
import { ChangelogPort } from './ChangelogPort';
import { GitHostPort } from './GitHostPort';
import { GitPort } from './GitPort';
import { HttpPort } from './HttpPort';
import { MessagesPort } from './MessagesPort';
import { MetadataPort } from './MetadataPort';
import { OciPort } from './OciPort';
import { ReviewsPort } from './ReviewsPort';
import { ToolsPort } from './ToolsPort';

/**
 * All of the outside world that a step can reach. For one Promotion every call is checked against what the platform grants to
 * its pipeline; for a plan every call that would change something throws.
 *
 * @public
 */
export interface StepPorts {
  git: GitPort;
  hosts: GitHostPort;
  argo: ArgoPort;
  metadata: MetadataPort;
  tools: ToolsPort;
  http: HttpPort;
  oci: OciPort;
  charts: ChartsPort;
  messages: MessagesPort;
  reviews: ReviewsPort;
  actions: ActionsPort;
  changelog: ChangelogPort;
}
