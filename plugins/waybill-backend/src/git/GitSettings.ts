import { PushRules } from '@waybill/backstage-plugin-waybill-node';

/** What the platform's configuration says of one repository. */
export interface GitSettings extends PushRules {
  /** Which work trees: of the git program, or of GitHub's API. */
  workTree: 'git' | 'api';
}

/** What Kargo does too. */
export const defaultGitSettings: GitSettings = {
  workTree: 'git',
  integration: 'AlwaysRebase',
  maxRevisions: 10,
};
