import { InputError } from '@backstage/errors';

const PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const REPOSITORY = new RegExp(`^${PART}(?:/${PART})*$`);
const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::\d+)?$/;
const DOCKER_HUB = ['docker.io', 'index.docker.io', 'registry-1.docker.io'];

/** An image repository's name in its parts. */
export interface ImageRepository {
  /** `docker.io` for Docker Hub, however it was written. */
  host: string;
  /** `library/nginx` */
  name: string;
}

/** `registry.example.com:5000/team/app`; without a host it is Docker Hub's. Throws an `InputError` for anything else. */
export function parseImageRepository(repoURL: string): ImageRepository {
  const text = repoURL.trim().toLocaleLowerCase('en-US');
  const slash = text.indexOf('/');
  const first = slash < 0 ? '' : text.slice(0, slash);
  // As Docker tells a host from the first part of a name.
  const hasHost = /[.:]/.test(first) || first === 'localhost';
  const host = !hasHost || DOCKER_HUB.includes(first) ? 'docker.io' : first;
  const rest = hasHost ? text.slice(slash + 1) : text;
  const name =
    host === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest;
  if (!HOST.test(host) || !REPOSITORY.test(name) || name.length > 255) {
    throw new InputError(
      `Expected the name of an image repository such as registry.example.com/team/app, found '${repoURL}'`,
    );
  }
  return { host, name };
}
