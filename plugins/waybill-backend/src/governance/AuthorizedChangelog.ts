import { ChangelogPort } from '@waybill/backstage-plugin-waybill-node';
import { UncheckedChangelogPort } from '../ports';
import { RepositoryAccess } from './RepositoryAccess';

/**
 * What changes from one Freight to another, as far as the platform lets the pipeline read. An image names the repository it says it was
 * built from itself; whoever builds images cannot make Waybill read what is not granted.
 */
export class AuthorizedChangelog implements ChangelogPort {
  constructor(
    private readonly changelog: UncheckedChangelogPort,
    private readonly access: RepositoryAccess,
  ) {}

  async between(options: Parameters<ChangelogPort['between']>[0]) {
    return this.changelog.between({ ...options, mayRead: this.access.mayRead });
  }

  async sinceStage(options: Parameters<ChangelogPort['sinceStage']>[0]) {
    return this.changelog.sinceStage({
      ...options,
      mayRead: this.access.mayRead,
    });
  }
}
