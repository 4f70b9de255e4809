import {
  AutomaticRollbackPolicy,
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
import { FakeVerifier } from './FakeVerifier';

type ProjectProblem = (
  entity: PipelineEntity,
  project: string,
) => string | undefined;

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
  definitionError: Error | undefined;
  catalogError: Error | undefined;
  tags: string[] = [];
  registryError: Error | undefined;
  health: Health = { status: 'Healthy', issues: [] };
  healthWhilePromoting: Health | undefined;
  autoPromotion = false;
  automaticRollback: AutomaticRollbackPolicy | undefined;
  gates: Gate[] = [];
  projectProblem: ProjectProblem = () => undefined;
  /** The entity that each project is bound to by the platform. */
  boundProjects = new Map<string, string>();
  /** What the runner does in each turn. */
  advance: (turn: PromotionTurn) => Promise<PromotionAdvance> = async () => ({
    type: 'finished',
    phase: 'Succeeded',
    message: 'done',
  });
  readonly turns: PromotionTurn[] = [];
  readonly verifier = new FakeVerifier();
  parserVersion = '1';
  parses = 0;
  onApplication:
    | ((changed: { instance: string; namespace: string; name: string }) => void)
    | undefined;

  ports(): EnginePorts {
    return {
      definitions: this.definitionsPort(),
      authority: this.authorityPort(),
      registry: {
        listTags: async () => {
          if (this.registryError) throw this.registryError;
          return this.tags;
        },
        resolve: async ({ tag }) => ({
          digest: `sha256:${tag}`,
          annotations: {},
        }),
      },
      gitHistory: {
        newestFromBranch: async () => {
          throw new Error('No Warehouse of these tests follows a branch');
        },
      },
      charts: {
        listVersions: async () => {
          throw new Error('No Warehouse of these tests follows a chart');
        },
        download: async () => Buffer.alloc(0),
        describe: async () => ({}),
      },
      runner: {
        advance: async turn => {
          this.turns.push(turn);
          return this.advance(turn);
        },
      },
      stageHealth: {
        look: async () => ({
          health: this.health,
          whilePromoting: this.healthWhilePromoting,
          sync: 'Synced',
          lookAgainAfterSeconds: 1,
        }),
      },
      verifier: this.verifier,
      applicationWatch: {
        start: async onChange => {
          this.onApplication = onChange;
        },
        stop: async () => {
          this.onApplication = undefined;
        },
      },
    };
  }

  private definitionsPort(): EnginePorts['definitions'] {
    const version = () => this.parserVersion;
    return {
      get parserVersion() {
        return version();
      },
      listEntities: async () => {
        if (this.catalogError) throw this.catalogError;
        return this.entities;
      },
      read: async ({ entity, etag }) => this.read(entity, etag),
      parse: ({ files }) => {
        this.parses += 1;
        return JSON.parse(files[0].text);
      },
    };
  }

  private read(entity: PipelineEntity, etag?: string): DefinitionRead {
    if (this.definitionError) throw this.definitionError;
    const url = entity.definitionUrl ?? '';
    const source = this.definitions.get(url);
    if (!source) return { status: 'gone', message: `${url}: 404` };
    if (source.etag === etag) return { status: 'unchanged' };
    const { definition, errors = [] } = source;
    return {
      status: 'read',
      etag: source.etag,
      files: [
        { path: 'waybill.yaml', text: JSON.stringify({ definition, errors }) },
      ],
    };
  }

  private authorityPort(): AuthorityPort {
    // No step runs here, so nothing ever reaches these.
    const nowhere = {} as ReturnType<AuthorityPort['portsFor']>;
    return {
      portsFor: () => nowhere,
      analysisRunsFor: () => {
        throw new Error('The verifier of these tests has no AnalysisRuns');
      },
      valuesFor: () => undefined,
      mayRead: () => undefined,
      gatesFor: () => this.gates,
      autoPromotionAllowed: () => this.autoPromotion,
      automaticRollback: () => this.automaticRollback,
      ownersOf: ({ entity }) => entity.owners,
      projectProblem: (entity, project) => this.projectProblem(entity, project),
      isProjectBound: (entity, project) =>
        this.boundProjects.get(project) === entity.entityRef,
    };
  }
}
