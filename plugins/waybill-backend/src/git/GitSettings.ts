import { PushRules } from '@waybill/backstage-plugin-waybill-node';

/**
 * Whose work trees: of the git program, or of GitHub's API. `auto`: the program's where there is one, else GitHub's where the
 * repository is there.
 */
export type WorkTreeChoice = 'auto' | 'git' | 'github-api';

/** What the platform's configuration says of one repository. */
export interface GitSettings extends PushRules {
  workTree: WorkTreeChoice;
}

/** What Kargo does too. */
export const defaultGitSettings: GitSettings = {
  workTree: 'auto',
  integration: 'AlwaysRebase',
  maxRevisions: 10,
};
