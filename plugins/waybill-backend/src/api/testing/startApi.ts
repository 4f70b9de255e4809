import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  catalogServiceRef,
  CatalogServiceRequestOptions,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import request, { Test } from 'supertest';
import { waybillPlugin } from '../../plugin';

export type Decide = (
  query: PolicyQuery,
  user?: PolicyQueryUser,
) => PolicyDecision;

/** The real plugin and the real permission backend, over HTTP and on a real database; its world can be changed while it runs. */
export interface RunningApi {
  knex: Knex;
  audited: AuditedEvent[];
  /** Which entities a person sees; services see all. */
  sees: (userEntityRef: string, entityRef: string) => boolean;
  decide: Decide;
  asUser(name?: string): Caller;
  asService(subject: string): Caller;
  asNobody(): Caller;
}

export interface AuditedEvent {
  eventId: string;
  severity?: string;
  meta: JsonObject;
  outcome: 'succeeded' | 'failed' | 'open';
  error?: string;
}

export interface Caller {
  get(path: string): Test;
  post(path: string, body?: object): Test;
}

export const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
export const DENY: PolicyDecision = { result: AuthorizeResult.DENY };
const PREFIX = '/api/waybill';

export async function startApi(
  databases: TestDatabases,
  options: { entities: Entity[]; config?: JsonObject },
): Promise<RunningApi> {
  const knex = await databases.init('SQLITE_3');
  const audited: AuditedEvent[] = [];
  const running = {
    knex,
    audited,
    sees: (_user: string, _entity: string) => true,
    decide: (() => ALLOW) as Decide,
  };

  const { server } = await startTestBackend({
    features: [
      waybillPlugin,
      permissionPlugin,
      policyModule((query, user) => running.decide(query, user)),
      catalogFactory(options.entities, (user, ref) => running.sees(user, ref)),
      auditorFactory(audited),
      mockServices.database.factory({ knex }),
      authFactory(),
      mockServices.httpAuth.factory({
        defaultCredentials: mockCredentials.none(),
      }),
      mockServices.rootConfig.factory({
        data: {
          permission: { enabled: true },
          ...options.config,
          waybill: {
            engine: { enabled: false },
            ...(options.config?.waybill as JsonObject),
          },
        },
      }),
    ],
  });

  const callerWith = (headers: Record<string, string>): Caller => ({
    get: path => request(server).get(`${PREFIX}${path}`).set(headers),
    post: (path, body) => {
      const test = request(server).post(`${PREFIX}${path}`).set(headers);
      return body ? test.send(body) : test;
    },
  });
  return Object.assign(running, {
    asUser: (name = 'dana') =>
      callerWith({
        Authorization: mockCredentials.user.header(`user:default/${name}`),
      }),
    asService: (subject: string) =>
      callerWith({
        Authorization: mockCredentials.service.header({
          onBehalfOf: mockCredentials.service(subject),
          targetPluginId: 'waybill',
        }),
      }),
    asNobody: () => callerWith({}),
  });
}

function policyModule(decide: Decide) {
  return createBackendModule({
    pluginId: 'permission',
    moduleId: 'test-policy',
    register(reg) {
      reg.registerInit({
        deps: { policy: policyExtensionPoint },
        async init({ policy }) {
          policy.setPolicy({
            handle: async (query, user) => decide(query, user),
          });
        },
      });
    },
  });
}

/** Says who asks on behalf of a user, as real tokens do and the mock's do not; only another backend may ask about conditions. */
function authFactory() {
  return createServiceFactory({
    service: coreServices.auth,
    deps: { plugin: coreServices.pluginMetadata },
    factory({ plugin }) {
      const pluginId = plugin.getId();
      const auth = mockServices.auth({ pluginId });
      const { getPluginRequestToken } = auth;
      return Object.assign(auth, {
        getPluginRequestToken: async (
          options: Parameters<typeof getPluginRequestToken>[0],
        ) =>
          auth.isPrincipal(options.onBehalfOf, 'user')
            ? {
                token: mockCredentials.user.token(
                  options.onBehalfOf.principal.userEntityRef,
                  { actor: { subject: `plugin:${pluginId}` } },
                ),
              }
            : getPluginRequestToken.call(auth, options),
      });
    },
  });
}

/** Hides entities by who asks, as the catalog's own permissions do. */
function catalogFactory(
  entities: Entity[],
  sees: (user: string, entity: string) => boolean,
) {
  const catalogOf = (options: object | undefined) => {
    const { credentials } = options as CatalogServiceRequestOptions;
    const { userEntityRef } = credentials.principal as {
      userEntityRef?: string;
    };
    return catalogServiceMock({
      entities: entities.filter(
        entity =>
          !userEntityRef || sees(userEntityRef, stringifyEntityRef(entity)),
      ),
    });
  };
  return createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () =>
      catalogServiceMock.mock({
        getEntityByRef: async (ref, options) =>
          catalogOf(options).getEntityByRef(ref),
        getEntitiesByRefs: async (query, options) =>
          catalogOf(options).getEntitiesByRefs(query),
      }),
  });
}

function auditorFactory(audited: AuditedEvent[]) {
  return createServiceFactory({
    service: coreServices.auditor,
    deps: {},
    factory: () =>
      mockServices.auditor.mock({
        async createEvent({ eventId, severityLevel, meta }) {
          const event: AuditedEvent = {
            eventId,
            severity: severityLevel,
            meta: meta ?? {},
            outcome: 'open',
          };
          audited.push(event);
          return {
            async success() {
              event.outcome = 'succeeded';
            },
            async fail({ error }) {
              event.outcome = 'failed';
              event.error = error.message;
            },
          };
        },
      }),
  });
}
