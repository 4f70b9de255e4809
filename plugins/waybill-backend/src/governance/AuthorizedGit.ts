import { GitPort, WorkTree } from '@waybill/backstage-plugin-waybill-node';
import { assertGranted } from './assertGranted';
import { AuthorizedWorkTree } from './AuthorizedWorkTree';
import { RepositoryAccess } from './RepositoryAccess';

/** Git, as far as the platform grants it to one pipeline. */
export class AuthorizedGit implements GitPort {
  constructor(
    private readonly git: GitPort,
    private readonly access: RepositoryAccess,
  ) {}

  async open(options: Parameters<GitPort['open']>[0]): Promise<WorkTree> {
    assertGranted(this.access.mayRead(options.repoURL));
    return new AuthorizedWorkTree(
      await this.git.open(options),
      this.git,
      this.access,
    );
  }

  async resolve(options: Parameters<GitPort['resolve']>[0]) {
    assertGranted(this.access.mayRead(options.repoURL));
    return this.git.resolve(options);
  }

  pushRules(repoURL: string) {
    return this.git.pushRules(repoURL);
  }

  inTurn<T>(
    options: Parameters<GitPort['inTurn']>[0],
    work: (waited: boolean) => Promise<T>,
  ): Promise<T> {
    assertGranted(this.access.mayRead(options.repoURL));
    return this.git.inTurn(options, work);
  }

  async findByTrailer(options: Parameters<GitPort['findByTrailer']>[0]) {
    assertGranted(this.access.mayRead(options.repoURL));
    return this.git.findByTrailer(options);
  }

  async contains(options: Parameters<GitPort['contains']>[0]) {
    assertGranted(this.access.mayRead(options.repoURL));
    return this.git.contains(options);
  }

  async changedPaths(options: Parameters<GitPort['changedPaths']>[0]) {
    assertGranted(this.access.mayRead(options.repoURL));
    return this.git.changedPaths(options);
  }
}
