import { IncomingMessage, ServerResponse } from 'http';
import { parse } from 'yaml';
import { BodyTooLargeError, readBody } from '../../server/readBody';
import { sendJson } from '../../server/sendJson';
import { KubeObject } from '../KubeObject';
import { ObjectStore } from '../ObjectStore';
import { notFound, StatusError } from '../StatusError';
import { asTable } from './asTable';
import { discovery } from './discovery';
import { listObjects } from './listObjects';
import { ObjectWriter, Written, WriteOptions } from './ObjectWriter';
import { openApi } from './openApi';
import { KubePath, parsePath } from './parsePath';
import { patchObject, patchTypes } from './patchObject';
import { fieldPredicate, labelPredicate } from './selectors';
import { OpenWatch, watchObjects } from './watchObjects';

/** As much as etcd takes in one request. */
const BODY_LIMIT_BYTES = 1_536 * 1024;

interface Exchange extends KubePath {
  request: IncomingMessage;
  response: ServerResponse;
  query: URLSearchParams;
}

export interface KubernetesApi {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  cutWatches(): void;
}

/** The verbs of the Kubernetes API over the store. */
export function createKubernetesApi(options: {
  store: ObjectStore;
  writer: ObjectWriter;
  /** Asked when a watch begins. */
  pretendTooOld: () => boolean;
  onWatch: (watch: OpenWatch) => void;
}): KubernetesApi {
  const { store, writer } = options;
  const watches = new Set<OpenWatch>();

  function get({ type, namespace, name }: KubePath): KubeObject {
    const object = store.get(type.plural, namespace, name!);
    if (!object) {
      throw notFound(type, name!);
    }
    return object;
  }

  function read(exchange: Exchange): void {
    const { type, namespace, name, query, request, response } = exchange;
    const table = /as=Table/.test(request.headers.accept ?? '');
    const includeObject = query.get('includeObject') ?? 'Metadata';
    if (name) {
      const object = get(exchange);
      sendJson(
        response,
        200,
        table ? asTable(type, [object], {}, includeObject) : object,
      );
      return;
    }
    const labels = labelPredicate(query.get('labelSelector') ?? '');
    const fields = fieldPredicate(query.get('fieldSelector') ?? '');
    const matches = (object: KubeObject) => labels(object) && fields(object);
    if (/^(true|1)$/.test(query.get('watch') ?? '')) {
      const watch: OpenWatch | undefined = watchObjects({
        ...{ store, type, namespace, matches, query, request, response },
        present: object =>
          table ? asTable(type, [object], {}, includeObject) : object,
        pretendTooOld: options.pretendTooOld(),
        onEnd: () => watch && watches.delete(watch),
      });
      if (watch) {
        watches.add(watch);
        options.onWatch(watch);
      }
      return;
    }
    const { items, metadata } = listObjects({
      all: store.list(type.plural, namespace).filter(matches),
      revision: store.revision,
      query,
    });
    sendJson(
      response,
      200,
      table
        ? asTable(type, items, metadata, includeObject)
        : {
            apiVersion: type.group ? `${type.group}/${type.version}` : 'v1',
            kind: `${type.kind}List`,
            metadata,
            items,
          },
    );
  }

  async function write(exchange: Exchange): Promise<void> {
    const { type, namespace, name, query, request, response } = exchange;
    const body = await readObject(request);
    const flags: WriteOptions = {
      dryRun: query.has('dryRun'),
      fieldValidation:
        (query.get('fieldValidation') as WriteOptions['fieldValidation']) ??
        'Warn',
    };
    if (request.method === 'DELETE') {
      const existing = get(exchange);
      const wanted = (body as { preconditions?: { resourceVersion?: string } })
        ?.preconditions?.resourceVersion;
      if (wanted && wanted !== existing.metadata.resourceVersion) {
        throw new StatusError(409, 'Conflict', 'the object has been modified');
      }
      sendJson(
        response,
        200,
        flags.dryRun ? existing : writer.remove(type, existing),
      );
      return;
    }
    const placed = (object: KubeObject): KubeObject => ({
      ...object,
      metadata: { ...object.metadata, ...(namespace ? { namespace } : {}) },
    });
    let written: Written;
    let status = 200;
    if (request.method === 'POST') {
      written = writer.create(type, placed(body as KubeObject), flags);
      status = 201;
    } else if (request.method === 'PUT') {
      const existing = get(exchange);
      const given = body as KubeObject;
      if (given.metadata?.resourceVersion === undefined) {
        throw new StatusError(
          422,
          'Invalid',
          `${type.kind} "${name}" is invalid: metadata.resourceVersion: Invalid value: 0x0: must be specified for an update`,
        );
      }
      written = writer.replace(type, existing, placed(given), flags);
    } else {
      const patchType = (request.headers['content-type'] ?? '').split(';')[0];
      const existing = store.get(type.plural, namespace, name!);
      if (!existing && patchType === patchTypes.apply) {
        written = writer.create(type, placed(body as KubeObject), flags);
        status = 201;
      } else {
        written = writer.replace(
          type,
          get(exchange),
          patchObject(get(exchange), body, patchType),
          flags,
        );
      }
    }
    sendJson(response, status, written.object, warningHeader(written.warnings));
  }

  return {
    async handle(request, response) {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const fixed = discovery(url.pathname) ?? openApi(url.pathname);
      if (fixed !== undefined) {
        sendJson(response, 200, fixed);
        return;
      }
      const path = parsePath(url.pathname);
      if (!path) {
        throw new StatusError(
          404,
          'NotFound',
          'the server could not find the requested resource',
        );
      }
      const exchange = { ...path, request, response, query: url.searchParams };
      const verbs = path.name ? 'GET PUT PATCH DELETE' : 'GET POST';
      if (!verbs.split(' ').includes(request.method ?? '')) {
        throw new StatusError(
          405,
          'MethodNotAllowed',
          'the server does not allow this method on the requested resource',
        );
      }
      if (request.method === 'GET') {
        read(exchange);
      } else {
        await write(exchange);
      }
    },
    cutWatches: () => watches.forEach(watch => watch.cut()),
  };
}

async function readObject(request: IncomingMessage): Promise<unknown> {
  if (/protobuf|cbor/.test(request.headers['content-type'] ?? '')) {
    throw new StatusError(
      415,
      'UnsupportedMediaType',
      'the sandbox reads JSON and YAML only; kubectl sends these with -f',
    );
  }
  try {
    const text = (await readBody(request, BODY_LIMIT_BYTES)).toString('utf8');
    if (text === '') {
      return {};
    }
    return /yaml/.test(request.headers['content-type'] ?? '')
      ? parse(text)
      : JSON.parse(text);
  } catch (error) {
    throw error instanceof BodyTooLargeError
      ? new StatusError(413, 'RequestEntityTooLarge', error.message)
      : new StatusError(400, 'BadRequest', `cannot read the body: ${error}`);
  }
}

function warningHeader(warnings: string[]): Record<string, string> {
  return warnings.length === 0
    ? {}
    : {
        warning: warnings
          .map(one => `299 - "${one.replace(/"/g, '\\"')}"`)
          .join(', '),
      };
}
