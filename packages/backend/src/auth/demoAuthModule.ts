import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
  createProxyAuthenticator,
} from '@backstage/plugin-auth-node';
import { assertLoopback } from './assertLoopback';
import { assertLoopbackName } from './assertLoopbackName';
import { demoPeople } from './demoPeople';

const HEADER = 'x-waybill-demo-person';

const authenticator = createProxyAuthenticator({
  async defaultProfileTransform(result: { person: string }) {
    return { profile: { displayName: result.person } };
  },
  initialize: () => undefined,
  async authenticate({ req }) {
    assertLoopbackName(req.headers.host);
    const person = String(req.headers[HEADER] ?? '');
    if (!(demoPeople as readonly string[]).includes(person)) {
      throw new AuthenticationError(
        `Expected the header ${HEADER} to be one of ${demoPeople.join(
          ', ',
        )}, found '${person}'`,
      );
    }
    return { result: { person } };
  },
});

/** Signs in whoever the header names, without a password: for the demo, on loopback only. */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-provider',
  register(reg) {
    reg.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ providers, config }) {
        assertLoopback(config);
        providers.registerProvider({
          providerId: 'demo',
          factory: createProxyAuthProviderFactory({
            authenticator,
            async signInResolver({ result }, ctx) {
              return ctx.signInWithCatalogUser({
                entityRef: {
                  kind: 'User',
                  namespace: 'default',
                  name: result.person,
                },
              });
            },
          }),
        });
      },
    });
  },
});
