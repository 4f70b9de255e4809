import { Promoter } from './Promoter';
import { KUSTOMIZATION } from './repositoryFiles';

/** Waybill's work tree alone. */
export const byWorkTree: Promoter = {
  name: 'WorkTree',
  async promote({ git, ...options }) {
    const { signal } = new AbortController();
    const tree = await git.open({
      repoURL: options.repoURL,
      start: { branch: 'main' },
      signal,
    });
    const before = String(await tree.read(KUSTOMIZATION));
    await tree.write(
      KUSTOMIZATION,
      before.replace(/newTag: .*/, `newTag: ${options.tag}`),
    );
    await tree.commit({
      message: `Promote ${options.tag}`,
      author: { name: 'Waybill', email: 'waybill@example.com' },
      trailers: { 'Waybill-Promotion': options.tag },
      date: new Date(),
    });
    const result = await tree.push({ targetBranch: 'main', signal });
    if (result.status !== 'pushed') {
      throw new Error(result.message);
    }
  },
};
