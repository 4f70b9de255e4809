/** Docker Hub's API is elsewhere than its name. */
const API_HOSTS: Record<string, string> = {
  'docker.io': 'registry-1.docker.io',
};

/** Where a registry answers that nothing else is said about: at its name, over https. */
export function defaultOrigin(host: string): string {
  return `https://${API_HOSTS[host] ?? host}`;
}
