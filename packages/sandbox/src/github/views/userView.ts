import { idOf, Links, nodeIdOf } from './Links';

/** A user or an organisation in GitHub's short form. */
export function userView(
  login: string,
  links: Links,
  type: 'User' | 'Organization' = 'User',
) {
  const url = `${links.api}/users/${login}`;
  return {
    login,
    id: idOf(`user ${login}`),
    node_id: nodeIdOf(`user ${login}`),
    avatar_url: `${links.web}/${login}.png`,
    gravatar_id: '',
    url,
    html_url: `${links.web}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    site_admin: false,
  };
}
