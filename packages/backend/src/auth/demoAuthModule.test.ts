import { request as httpRequest } from 'node:http';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authBackend from '@backstage/plugin-auth-backend';
import demoAuthModule from './demoAuthModule';

/** Asks for dana's token under a name, as a page of that origin would. */
function signIn(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest(
      {
        ...{ host: '127.0.0.1', port, path: '/api/auth/demo/refresh' },
        headers: { host, 'x-waybill-demo-person': 'dana' },
      },
      response => {
        response.resume();
        resolve(response.statusCode);
      },
    )
      .on('error', reject)
      .end();
  });
}

it('signs in nobody under a name that is not this machine’s', async () => {
  const { server } = await startTestBackend({
    features: [
      authBackend,
      demoAuthModule,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost' },
          backend: { baseUrl: 'http://localhost', listen: '127.0.0.1:0' },
          auth: { providers: { demo: {} } },
        },
      }),
    ],
  });
  const port = server.port();
  for (const host of [
    'evil.example:7007',
    'localhost.evil.example',
    '10.0.0.1',
  ]) {
    expect(await signIn(port, host)).toBe(401);
  }
  // There is no catalog here to find her in; she got past the door.
  expect(await signIn(port, `localhost:${port}`)).not.toBe(401);
  expect(await signIn(port, '[::1]:7007')).not.toBe(401);
});
