import { mockServices } from '@backstage/backend-test-utils';
import { assertLoopback } from './assertLoopback';

const withListen = (listen: unknown) => () =>
  assertLoopback(
    mockServices.rootConfig({
      data: {
        backend: listen === undefined ? {} : { listen: listen as string },
      },
    }),
  );

describe('assertLoopback', () => {
  it.each([
    [{ host: '127.0.0.1', port: 7007 }],
    [{ host: 'localhost', port: 7007 }],
    [{ host: '::1', port: 7007 }],
    ['127.0.0.1:7007'],
    ['localhost:7007'],
  ])('lets the demo start on %j', listen => {
    expect(withListen(listen)).not.toThrow();
  });

  it.each([
    [undefined],
    [{ port: 7007 }],
    [{ host: '0.0.0.0', port: 7007 }],
    [{ host: '::', port: 7007 }],
    [{ host: '10.0.0.7', port: 7007 }],
    [{ host: '127.0.0.1.example.com', port: 7007 }],
    [{ host: '', port: 7007 }],
    [':7007'],
    ['7007'],
    ['0.0.0.0:7007'],
    [7007],
  ])('refuses %j', listen => {
    expect(withListen(listen)).toThrow();
  });

  it('says which setting would have opened it', () => {
    expect(withListen({ host: '0.0.0.0' })).toThrow(
      /backend\.listen\.host must be one of .*127\.0\.0\.1.*it is '0\.0\.0\.0'/,
    );
  });
});
