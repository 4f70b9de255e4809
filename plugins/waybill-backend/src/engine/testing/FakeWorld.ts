import {
  DefinitionError,
  Gate,
  Health,
  PipelineDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import {
  AuthorityPort,
  DefinitionRead,
  PipelineEntity,
  PromotionAdvance,
  PromotionTurn,
} from '../../ports';
import { EnginePorts } from '../EngineContext';

/** What the engine's tests let the outside world say; everything can be changed while the engine runs. */
export class FakeWorld {
  entities: PipelineEntity[] = [];
  /** By definition URL. */
  definitions = new Map<
    string,
    {
      etag: string;
      definition?: PipelineDefinition;
      errors?: DefinitionError[];
    }
  >();
  definitionAnswer: DefinitionRead | Error | undefined;
  catalogError: Error | undefined;
  tags: string[] = [];
  registryError: Error | undefined;
  health: Health = { status: 'Healthy', issues: [] };
  autoPromotion = false;
  gates: Gate[] = [];
  projectProblem: (
    entity: PipelineEntity,
    project: string,
  ) => string | undefined = () => undefined;
  /** The entity that each project is bound to by the platform. */
  boundProjects = new Map<string, string>();
  /** What the runner does in each turn. */
  advance: (turn: PromotionTurn) => Promise<PromotionAdvance> = async () => ({
    type: 'finished',
    phase: 'Succeeded',
    message: 'done',
  });
  readonly turns: PromotionTurn[] = [];
  parserVersion = '1';
  parses = 0;
  onApplication:
    | ((changed: { instance: string; namespace: string; name: string }) => void)
    | undefined;

  ports(): EnginePorts {
    const world = this;
    // No step runs here, so nothing ever reaches these.
    const nowhere = {} as ReturnType<AuthorityPort['portsFor']>;
    return {
      definitions: {
        get parserVersion() {
          return world.parserVersion;
        },
        async listEntities() {
          if (world.catalogError) throw world.catalogError;
          return world.entities;
        },
        async read({ entity, etag }) {
          if (world.definitionAnswer instanceof Error) {
            throw world.definitionAnswer;
          }
          if (world.definitionAnswer) return world.definitionAnswer;
          const url = entity.definitionUrl ?? '';
          const source = world.definitions.get(url);
          if (!source) return { status: 'gone', message: `${url}: 404` };
          if (source.etag === etag) return { status: 'unchanged' };
          return {
            status: 'read',
            etag: source.etag,
            files: [
              {
                path: 'waybill.yaml',
                text: JSON.stringify({
                  definition: source.definition,
                  errors: source.errors ?? [],
                }),
              },
            ],
          };
        },
        parse({ files }) {
          world.parses += 1;
          return JSON.parse(files[0].text);
        },
      },
      authority: {
        portsFor: () => nowhere,
        mayRead: () => undefined,
        gatesFor: () => world.gates,
        autoPromotionAllowed: () => world.autoPromotion,
        ownersOf: ({ entity }) => entity.owners,
        projectProblem: (entity, project) =>
          world.projectProblem(entity, project),
        isProjectBound: (entity, project) =>
          world.boundProjects.get(project) === entity.entityRef,
      },
      registry: {
        async listTags() {
          if (world.registryError) throw world.registryError;
          return world.tags;
        },
        async resolve({ tag }) {
          return { digest: `sha256:${tag}`, annotations: {} };
        },
      },
      gitHistory: {
        async newestFromBranch() {
          throw new Error('No Warehouse of these tests follows a branch');
        },
      },
      runner: {
        async advance(turn) {
          world.turns.push(turn);
          return world.advance(turn);
        },
      },
      stageHealth: {
        async look() {
          return {
            health: world.health,
            sync: 'Synced',
            lookAgainAfterSeconds: 1,
          };
        },
      },
      applicationWatch: {
        async start(onChange) {
          world.onApplication = onChange;
        },
        async stop() {
          world.onApplication = undefined;
        },
      },
    };
  }
}
