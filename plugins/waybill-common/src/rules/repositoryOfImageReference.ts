const TAG = /^[a-z0-9_.-]{1,127}$/;
const REPOSITORY = /^[a-z0-9_./-]{2,255}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const REGISTRY = /^(?:\[[0-9a-f:.]*\]|[^\s/?#@:[\]<>"\\^`{|}%]*)(?::\d*)?$/;
const DOCKER_HUB = ['docker.io', 'index.docker.io', 'registry-1.docker.io'];

/**
 * The repository that a lower-case image reference names, without tag, digest and Docker Hub's host; undefined if it
 * is no reference. The rules are those of go-containerregistry, in its lenient mode.
 */
export function repositoryOfImageReference(
  reference: string,
): string | undefined {
  const at = reference.indexOf('@');
  if (at >= 0 && !DIGEST.test(reference.slice(at + 1))) {
    return undefined;
  }
  const tagged = at >= 0 ? reference.slice(0, at) : reference;
  const colon = tagged.lastIndexOf(':');
  // A colon before a slash belongs to the registry's port.
  const hasTag = colon >= 0 && !tagged.slice(colon).includes('/');
  if (hasTag && !TAG.test(tagged.slice(colon + 1))) {
    return undefined;
  }
  const name = hasTag ? tagged.slice(0, colon) : tagged;

  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const hasRegistry =
    slash >= 0 && (/[.:]/.test(first) || first === 'localhost');
  const repository = hasRegistry ? name.slice(slash + 1) : name;
  if (!REPOSITORY.test(repository) || (hasRegistry && !REGISTRY.test(first))) {
    return undefined;
  }
  return !hasRegistry || DOCKER_HUB.includes(first)
    ? repository.replace(/^library\//, '')
    : `${first}/${repository}`;
}
