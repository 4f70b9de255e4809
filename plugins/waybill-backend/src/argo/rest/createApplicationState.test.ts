import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { Application } from '@waybill/backstage-plugin-waybill-node';
import {
  APPLICATION,
  ArgoWorld,
  deployment,
  startArgoWorld,
} from '../__testUtils__/startArgoWorld';
import { createArgo } from '../createArgo';

jest.setTimeout(60_000);

const TOKEN = 'sandbox-token';
const signal = () => new AbortController().signal;

/** Waybill's port to the REST API at an address. */
function stateAt(url: string, api: JsonObject = { token: TOKEN }) {
  return createArgo({
    logger: mockServices.logger.mock(),
    config: mockServices.rootConfig({
      data: {
        waybill: {
          argocd: {
            instances: [
              {
                name: 'main',
                kubernetes: { server: 'https://kubernetes.example.com' },
                api: { url, ...api },
              },
            ],
          },
        },
      },
    }),
  }).state;
}

describe("an Application's state by Argo CD's REST API", () => {
  let world: ArgoWorld;
  let application: Application;
  const look = (state = stateAt(world.sandbox.url)) =>
    state.look(APPLICATION, application, signal());
  const replicas = (value: unknown) =>
    (value as { spec: { replicas?: number } }).spec.replicas;

  beforeAll(async () => {
    world = await startArgoWorld();
    await world.commit(deployment('dev', '1.24.0'));
    await world.sync({ correlationId: 'x', reason: 'test' });
    do {
      await new Promise(resolve => setTimeout(resolve, 50));
      application = (await world.argo.get(APPLICATION, signal()))!;
    } while (application.status?.sync?.status !== 'Synced');
  });
  afterAll(() => world.stop());

  it('is each resource as it is and as Git wants it', async () => {
    const found = await look();
    expect(found).toMatchObject({
      canSync: true,
      unreadable: 0,
      resources: [
        {
          group: 'apps',
          kind: 'Deployment',
          namespace: 'dev',
          name: 'web',
        },
      ],
    });
    const [{ live, target }] = found!.resources;
    expect(live).toEqual(target);
  });

  it('shows what somebody has changed past Git', async () => {
    world.sandbox.scaleApplication(APPLICATION.name);
    const [{ live, target }] = (await look())!.resources;
    expect([replicas(live), replicas(target)]).toEqual([2, undefined]);
  });

  it('is not known where that API is not configured', async () => {
    expect(await look(world.state)).toBeUndefined();
  });

  it('counts what cannot be read, and goes on', async () => {
    world.sandbox.setFault('rest-garbled', true);
    expect(await look()).toMatchObject({ resources: [], unreadable: 1 });
    world.sandbox.setFault('rest-garbled', false);
  });

  it('says what came back when Argo CD fails', async () => {
    world.sandbox.setFault('rest-500', true);
    await expect(look()).rejects.toThrow(
      /^Argo CD's API of instance 'main' \(http.*\) answered 500: error getting cached app managed resources/,
    );
    world.sandbox.setFault('rest-500', false);
  });

  it('stops reading an answer that does not end', async () => {
    world.sandbox.setFault('rest-huge', true);
    await expect(look()).rejects.toThrow('answered with more than 16 MB');
    world.sandbox.setFault('rest-huge', false);
  });

  it('gives up when nobody answers, and at once when nobody waits any more', async () => {
    world.sandbox.setFault('rest-hang', true);
    const nobody = new AbortController();
    const started = Date.now();
    setTimeout(() => nobody.abort(new Error('gone')), 100);
    await expect(
      stateAt(world.sandbox.url).look(APPLICATION, application, nobody.signal),
    ).rejects.toThrow('gone');
    expect(Date.now() - started).toBeLessThan(5_000);
    await expect(look()).rejects.toThrow('did not answer within 10 s');
    world.sandbox.setFault('rest-hang', false);
  });

  it('never tells its token', async () => {
    const problem = await look(
      stateAt(world.sandbox.url, { token: 'wrong-token' }),
    ).catch(error => error as Error);
    expect(problem).toMatchObject({ message: /answered 401/ });
    expect(String(problem)).not.toContain('wrong-token');
  });

  describe('at an address where somebody else answers', () => {
    let server: Server;
    const serve = async (listener: RequestListener) => {
      server = createServer(listener);
      await new Promise<void>(resolve => {
        server.listen(0, '127.0.0.1', resolve);
      });
      return stateAt(
        `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      );
    };
    afterEach(() => {
      server.close();
      server.closeAllConnections();
    });

    it('takes what repeats the token out of the message', async () => {
      const state = await serve((request, response) => {
        response.writeHead(403);
        response.end(`bad ${request.headers.authorization}`);
      });
      await expect(look(state)).rejects.toThrow('403: bad Bearer (hidden)');
    });

    it('follows no redirect with the token', async () => {
      const state = await serve((_request, response) => {
        response.writeHead(307, { location: 'https://evil.example.com/x?y' });
        response.end();
      });
      await expect(look(state)).rejects.toThrow(
        'answered 307, which leads elsewhere (https://evil.example.com)',
      );
    });

    it.each([
      ['a page', '<html>hello</html>', 'not JSON'],
      ['other JSON', '{"items": "all of them"}', 'something else'],
      ['a list', '[]', 'something else'],
    ])('says so when it is %s', async (_what, body, said) => {
      const state = await serve((_request, response) => response.end(body));
      await expect(look(state)).rejects.toThrow(said);
    });

    it('has nothing to say of an Application without resources', async () => {
      const state = await serve((_request, response) => response.end('{}'));
      expect(await look(state)).toEqual({
        resources: [],
        unreadable: 0,
        canSync: undefined,
      });
    });
  });

  it.each([
    ['http://argocd.example.com', 'expected an https address'],
    ['argocd.example.com', 'expected api.url to be an address'],
    ['https://me:secret@argocd.example.com', 'without a user'],
  ])('is not asked for at %s', (url, said) => {
    expect(() => stateAt(url)).toThrow(said);
    expect(() => stateAt(url)).not.toThrow('secret');
  });
});
