import { fullName, RepositoryName } from '../../git/repositories';
import { idOf, Links, nodeIdOf } from './Links';

/** A label; the sandbox has no list of them, any name is one. */
export function labelView(
  label: string,
  repository: RepositoryName,
  links: Links,
) {
  const full = fullName(repository);
  return {
    id: idOf(`label ${full} ${label}`),
    node_id: nodeIdOf(`label ${full} ${label}`),
    url: `${links.api}/repos/${full}/labels/${encodeURIComponent(label)}`,
    name: label,
    description: '',
    color: 'ededed',
    default: false,
  };
}
