import { IncomingMessage, ServerResponse } from 'http';
import { setTimeout as sleep } from 'timers/promises';
import { z } from 'zod';
import {
  ActiveFault,
  createFaultSwitches,
  EVERYWHERE,
} from '../server/FaultSwitches';
import { listenOnLoopback, RunningServer } from '../server/listenOnLoopback';
import { readControlRequest } from '../server/readControlRequest';
import { sendJson } from '../server/sendJson';
import { createGatekeeper } from './createGatekeeper';
import { RegistryAuth } from './RegistryAuth';
import { RegistryError } from './RegistryError';
import { RegistryFault, registryFaults } from './registryFaults';
import { RegistryStore } from './RegistryStore';
import { routeRegistry } from './routeRegistry';

const SLOW_MS = 2_000;
const RETRY_AFTER_SECONDS = 7;

/** A running registry. */
export interface Registry extends RunningServer {
  /** A number: on for so many requests. */
  setFault(name: RegistryFault, on: boolean | number): void;
  faults(): ActiveFault[];
}

const faultRequest = z.strictObject({
  name: z.string(),
  on: z.union([z.boolean(), z.number().int().min(0)]),
});

/**
 * An OCI registry on loopback (OCI Distribution specification 1.1 without referrers), on a folder of files. Its faults
 * can also be switched with `POST /_control/fault` `{ name, on }`.
 */
export async function startRegistry(options: {
  directory: string;
  port: number;
  auth?: RegistryAuth;
  /** Most tags in one page, whatever is asked; default 1000. */
  pageSize?: number;
}): Promise<Registry> {
  const store = new RegistryStore(options.directory);
  const faults = createFaultSwitches(registryFaults);
  const gatekeeper = createGatekeeper(options.auth);

  async function control(request: IncomingMessage, response: ServerResponse) {
    if (request.method === 'POST') {
      const { name, on } = await readControlRequest(request, faultRequest);
      faults.set(name, on);
    }
    sendJson(response, 200, { faults: faults.active() });
  }

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    if (url.pathname === '/_control/fault') {
      await control(request, response);
      return;
    }
    if (faults.take('hang', EVERYWHERE)) {
      return;
    }
    if (faults.take('slow', EVERYWHERE)) {
      await sleep(SLOW_MS);
    }
    if (faults.take('error-500', EVERYWHERE)) {
      response.writeHead(500, { 'content-type': 'text/plain' });
      response.end('internal error\n');
      return;
    }
    if (faults.take('rate-limit', EVERYWHERE)) {
      response.setHeader('retry-after', String(RETRY_AFTER_SECONDS));
      throw new RegistryError(429, 'TOOMANYREQUESTS', 'too many requests');
    }
    if (
      url.pathname === '/token' &&
      gatekeeper.sendToken(request, response, url)
    ) {
      return;
    }
    if (
      /\/manifests\//.test(url.pathname) &&
      faults.take('wrong-digest', EVERYWHERE)
    ) {
      lieAboutDigest(response);
    }
    response.setHeader('docker-distribution-api-version', 'registry/2.0');
    await routeRegistry({
      store,
      request,
      response,
      method: request.method ?? 'GET',
      url,
      pageSize: options.pageSize ?? 1000,
      check: scope => gatekeeper.check(request, response, scope),
    });
  }

  const server = await listenOnLoopback({
    port: options.port,
    handler: (request, response) => {
      handle(request, response).catch(error => sendError(response, error));
    },
  });
  return { ...server, setFault: faults.set, faults: faults.active };
}

function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
  } else if (error instanceof RegistryError) {
    const { status, code, message, detail } = error;
    sendJson(response, status, { errors: [{ code, message, detail }] });
  } else {
    const message = `the sandbox failed: ${error}`;
    sendJson(response, 500, { errors: [{ code: 'UNKNOWN', message }] });
  }
}

/** Every digest that this response names is another one. */
function lieAboutDigest(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (
    status: number,
    headers?: Record<string, string>,
  ) => ServerResponse;
  response.writeHead = ((status: number, headers?: Record<string, string>) =>
    writeHead(status, {
      ...headers,
      ...(headers?.['docker-content-digest']
        ? { 'docker-content-digest': `sha256:${'0'.repeat(64)}` }
        : {}),
    })) as ServerResponse['writeHead'];
}
