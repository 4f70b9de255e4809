import { fullName, RepositoryName } from '../../git/repositories';
import { ChangedFile } from '../reading/readChangedFiles';
import { Links } from './Links';

/** One file of a commit, a comparison or a pull request. */
export function changedFileView(
  file: ChangedFile,
  ref: string,
  repository: RepositoryName,
  links: Links,
) {
  const full = fullName(repository);
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${links.web}/${full}/blob/${ref}/${path}`,
    raw_url: `${links.web}/${full}/raw/${ref}/${path}`,
    contents_url: `${links.api}/repos/${full}/contents/${path}?ref=${ref}`,
    ...(file.patch !== undefined && { patch: file.patch }),
  };
}
