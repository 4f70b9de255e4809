import {
  AuditorService,
  AuthService,
  HttpAuthService,
  HttpRouterService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';
import { AuthorityPort, DefinitionsPort, EnginePort } from '../ports';
import { createDefinitionCheck } from './createDefinitionCheck';
import { createRouter } from './createRouter';
import { createEntityVisibility } from './EntityVisibility';
import { registerPermissions } from './registerPermissions';
import { AuditedStageCommands } from './services/AuditedStageCommands';
import { AuthorizedPipelineReads } from './services/AuthorizedPipelineReads';
import { AuthorizedStageCommands } from './services/AuthorizedStageCommands';
import { Previewer } from './services/commands/CommandContext';
import { createGuard } from './services/createGuard';
import { createStageCommands } from './services/createStageCommands';
import { DefaultPipelineReads } from './services/DefaultPipelineReads';
import { ServiceRules } from './ServiceRules';

/** Mounts the HTTP API: plain services, behind permissions, behind the audit trail. */
export function createApi(options: {
  auditor: AuditorService;
  auth: AuthService;
  authority: AuthorityPort;
  catalog: CatalogService;
  config: RootConfigService;
  definitions: DefinitionsPort;
  engine: EnginePort;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  knex: Knex;
  logger: LoggerService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  previewer: Previewer;
  /** Whether steps of this kind touch nothing but files. */
  isFileStep(uses: string): boolean;
  userInfo: UserInfoService;
}) {
  const { authority, engine, httpRouter, knex, permissions, previewer } =
    options;
  const visibility = createEntityVisibility(options);
  const reads = new AuthorizedPipelineReads(
    new DefaultPipelineReads({
      knex,
      engine,
      authority,
      visibility,
      isFileStep: options.isFileStep,
    }),
    visibility,
  );
  const commands = new AuditedStageCommands(
    new AuthorizedStageCommands({
      commands: createStageCommands({
        knex,
        engine,
        previewer,
        isFileStep: options.isFileStep,
        async ownershipOf({ credentials }) {
          const info = await options.userInfo.getUserInfo(credentials);
          return info.ownershipEntityRefs;
        },
      }),
      reads,
      guard: createGuard({
        knex,
        visibility,
        permissions,
        services: ServiceRules.fromConfig(options.config),
      }),
    }),
    options.auditor,
  );

  registerPermissions({
    registry: options.permissionsRegistry,
    knex,
    authority,
  });
  httpRouter.use(
    createRouter({
      auth: options.auth,
      httpAuth: options.httpAuth,
      logger: options.logger,
      reads,
      commands,
      validate: createDefinitionCheck({ ...options, visibility }),
      health: () => engine.health(),
    }),
  );
  httpRouter.addAuthPolicy({ path: '/health', allow: 'unauthenticated' });
}
