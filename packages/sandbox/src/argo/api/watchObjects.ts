import { IncomingMessage, ServerResponse } from 'http';
import { KubeObject } from '../KubeObject';
import { ObjectStore, StoreEvent } from '../ObjectStore';
import { apiVersionOf, ResourceType } from '../ResourceType';
import { gone } from '../StatusError';

const BOOKMARK_INTERVAL_MS = 5_000;
const DEFAULT_TIMEOUT_SECONDS = 1_800;

/** A watch that is open. */
export interface OpenWatch {
  /** Breaks the connection, as a proxy does that has had enough. */
  cut(): void;
}

/**
 * Streams changes as lines of JSON. Objects that begin or cease to match the selectors arrive as ADDED and DELETED.
 * Undefined: it ended at once.
 */
export function watchObjects(options: {
  store: ObjectStore;
  type: ResourceType;
  namespace: string | undefined;
  matches: (object: KubeObject) => boolean;
  query: URLSearchParams;
  present: (object: KubeObject) => unknown;
  /** Answer that the resourceVersion is too old, whatever it is. */
  pretendTooOld: boolean;
  request: IncomingMessage;
  response: ServerResponse;
  onEnd: () => void;
}): OpenWatch | undefined {
  const { store, type, namespace, matches, query, response } = options;
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  const send = (eventType: string, object: unknown) =>
    response.write(`${JSON.stringify({ type: eventType, object })}\n`);
  const inScope = (event: StoreEvent) =>
    event.resource === type.plural &&
    (namespace === undefined || event.object.metadata.namespace === namespace);

  const from = query.get('resourceVersion') ?? '';
  const known = new Set<string>();
  const missed =
    from === '' || from === '0' ? [] : store.since(Number(from) || -1);
  if (missed === undefined || options.pretendTooOld) {
    const error = gone(`too old resource version: ${from} (${store.revision})`);
    send('ERROR', error.toStatus());
    response.end();
    return undefined;
  }

  const forward = (event: StoreEvent) => {
    if (!inScope(event)) {
      return;
    }
    const key = `${event.object.metadata.namespace}/${event.object.metadata.name}`;
    const wasKnown = known.has(key);
    const isThere = event.type !== 'DELETED' && matches(event.object);
    if (isThere) {
      known.add(key);
      send(wasKnown ? 'MODIFIED' : 'ADDED', options.present(event.object));
    } else if (wasKnown) {
      known.delete(key);
      send('DELETED', options.present(event.object));
    }
  };
  for (const object of store.list(type.plural, namespace).filter(matches)) {
    const key = `${object.metadata.namespace}/${object.metadata.name}`;
    if (from === '' || from === '0') {
      known.add(key);
      send('ADDED', options.present(object));
    } else if (!missed.some(isCreationOf(object))) {
      // The client has it from its list.
      known.add(key);
    }
  }
  missed
    .filter(event => event.type === 'DELETED' && inScope(event))
    .filter(({ object }) => !missed.some(isCreationOf(object)))
    .forEach(({ object }) =>
      known.add(`${object.metadata.namespace}/${object.metadata.name}`),
    );
  missed.forEach(forward);

  const unsubscribe = store.subscribe(forward);
  const bookmarks =
    query.get('allowWatchBookmarks') === 'true'
      ? setInterval(
          () =>
            send('BOOKMARK', {
              kind: type.kind,
              apiVersion: apiVersionOf(type),
              metadata: { resourceVersion: String(store.revision) },
            }),
          BOOKMARK_INTERVAL_MS,
        )
      : undefined;
  const timeoutSeconds =
    Number(query.get('timeoutSeconds')) || DEFAULT_TIMEOUT_SECONDS;
  const timeout = setTimeout(() => response.end(), timeoutSeconds * 1000);
  const stop = () => {
    unsubscribe();
    clearInterval(bookmarks);
    clearTimeout(timeout);
    options.onEnd();
  };
  response.once('close', stop);
  return { cut: () => response.destroy() };
}

function isCreationOf(object: KubeObject) {
  return ({ type, object: { metadata } }: StoreEvent) =>
    type === 'ADDED' &&
    metadata.name === object.metadata.name &&
    metadata.namespace === object.metadata.namespace;
}
