import { KubeObject } from '../KubeObject';
import { badRequest, gone } from '../StatusError';

/**
 * One page of a list. A continue token names the revision the list began at and what comes next; later pages show
 * objects as they are now, where etcd would show them as they were then.
 */
export function listObjects(options: {
  all: KubeObject[];
  revision: number;
  query: URLSearchParams;
}): { items: KubeObject[]; metadata: Record<string, unknown> } {
  const { all, query } = options;
  const limit = Number(query.get('limit')) || Infinity;
  const token = query.get('continue');
  const start = token ? parseToken(token) : undefined;
  const revision = start?.revision ?? options.revision;
  if (revision > options.revision) {
    throw gone('The provided continue parameter is too old');
  }
  const rest = start ? all.filter(one => keyOf(one) > start.after) : all;
  const items = rest.slice(0, limit);
  return {
    items,
    metadata: {
      resourceVersion: String(revision),
      ...(rest.length > items.length
        ? {
            continue: Buffer.from(
              JSON.stringify({
                revision,
                after: keyOf(items[items.length - 1]),
              }),
            ).toString('base64url'),
            remainingItemCount: rest.length - items.length,
          }
        : {}),
    },
  };
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

function parseToken(token: string): { revision: number; after: string } {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    throw badRequest('continue key is not valid');
  }
}
