import { CustomObjectsApi, Watch } from '@kubernetes/client-node';
import { ArgoInstance } from '../instance/ArgoInstance';
import { callKubernetes } from '../instance/callKubernetes';
import { requestOptions } from '../instance/requestOptions';

/** The server ends a watch after this long, so that a connection that died silently is noticed. */
const WATCH_SECONDS = 240;
/** A watch that has not even begun by then, or not ended so long after its time, is given up. */
const GRACE_SECONDS = 30;

interface ApplicationMeta {
  metadata?: { name?: string; resourceVersion?: string };
}

/** Where a follower is: the versions it knows, and where a watch may go on. */
export interface Position {
  /** Undefined: list first. */
  resourceVersion?: string;
  /** resourceVersion by name. */
  known: Map<string, string>;
}

/**
 * Lists the Applications of one namespace if it has to, and watches them until the watch ends. Everything that has changed
 * is told by its name.
 *
 * @remarks Throws when the list or the watch fails; the position stays right, so that the caller just begins again.
 */
export async function followApplications(options: {
  instance: ArgoInstance;
  namespace: string;
  position: Position;
  onChange: (name: string) => void;
  onConnect: () => void;
  signal: AbortSignal;
}): Promise<void> {
  const { position, signal } = options;
  if (position.resourceVersion === undefined) {
    await list(options);
  }
  await watch(options);
  signal.throwIfAborted();
}

async function list({
  instance,
  namespace,
  position,
  onChange,
  signal,
}: Parameters<typeof followApplications>[0]): Promise<void> {
  const api = instance.kubeConfig.makeApiClient(CustomObjectsApi);
  const answer = await callKubernetes(
    instance,
    `list Applications of ${namespace}`,
    signal,
    inTime =>
      api.listNamespacedCustomObject(
        {
          group: 'argoproj.io',
          version: 'v1alpha1',
          namespace,
          plural: 'applications',
        },
        requestOptions(inTime),
      ),
  );
  const { items, metadata } = answer as {
    items: ApplicationMeta[];
    metadata: { resourceVersion: string };
  };
  const now = new Map(
    items.map(item => [
      item.metadata?.name ?? '',
      item.metadata?.resourceVersion ?? '',
    ]),
  );
  const before = new Map(position.known);
  position.known = now;
  position.resourceVersion = metadata.resourceVersion;
  for (const name of new Set([...before.keys(), ...now.keys()])) {
    if (before.get(name) !== now.get(name)) {
      onChange(name);
    }
  }
}

function watch({
  instance,
  namespace,
  position,
  onChange,
  onConnect,
  signal,
}: Parameters<typeof followApplications>[0]): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    let controller: AbortController | undefined;
    let ended = false;
    let timer: NodeJS.Timeout;
    const end = (error?: unknown) => {
      if (ended) {
        return;
      }
      ended = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      controller?.abort();
      if (error) {
        reject(error);
      } else {
        resolve();
      }
    };
    const giveUpAfter = (seconds: number, what: string) => {
      clearTimeout(timer);
      timer = setTimeout(
        () => end(new Error(`${what} for ${seconds} s`)),
        seconds * 1000,
      );
    };
    function onAbort() {
      end();
    }
    signal.addEventListener('abort', onAbort);
    giveUpAfter(GRACE_SECONDS, 'the watch has not begun');

    const onEvent = (type: string, object: ApplicationMeta) => {
      if (ended) {
        return;
      }
      if (type === 'ERROR') {
        // Most often 410: the version is too old to watch from. Whatever it is, a list is right again.
        position.resourceVersion = undefined;
        end();
        return;
      }
      const { name, resourceVersion } = object.metadata ?? {};
      position.resourceVersion = resourceVersion ?? position.resourceVersion;
      if (type === 'BOOKMARK' || name === undefined) {
        return;
      }
      if (type === 'DELETED') {
        position.known.delete(name);
      } else {
        position.known.set(name, resourceVersion ?? '');
      }
      onChange(name);
    };
    const onDone = (error: unknown) => {
      const code = (error as { statusCode?: number } | null)?.statusCode;
      if (code === 410) {
        position.resourceVersion = undefined;
      }
      end(code === 410 ? undefined : error);
    };

    new Watch(instance.kubeConfig)
      .watch(
        `/apis/argoproj.io/v1alpha1/namespaces/${encodeURIComponent(
          namespace,
        )}/applications`,
        {
          resourceVersion: position.resourceVersion,
          allowWatchBookmarks: true,
          timeoutSeconds: WATCH_SECONDS,
        },
        onEvent,
        onDone,
      )
      .then(started => {
        controller = started;
        if (ended) {
          started.abort();
          return;
        }
        onConnect();
        giveUpAfter(WATCH_SECONDS + GRACE_SECONDS, 'the watch has not ended');
      }, end);
  });
}
