import { Manifest } from '../rendering/splitManifests';

/** What is in a `List`, which is nothing by itself; anything else as it is. A Secret in it is one. */
export function expandList(manifest: Manifest): Manifest[] {
  const { kind, apiVersion, value } = manifest;
  const isList =
    kind === 'List' || (apiVersion === 'v1' && kind.endsWith('List'));
  if (!isList || !Array.isArray(value?.items)) {
    return [manifest];
  }
  const inside = kind.replace(/List$/, '');
  return value.items.filter(isObject).flatMap(item => {
    const found = { apiVersion, kind: inside, ...item };
    const metadata = isObject(item.metadata) ? item.metadata : {};
    return expandList({
      text: JSON.stringify(found),
      value: found,
      apiVersion: asText(found.apiVersion),
      kind: asText(found.kind),
      namespace: asText(metadata.namespace),
      name: asText(metadata.name),
    });
  });
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
