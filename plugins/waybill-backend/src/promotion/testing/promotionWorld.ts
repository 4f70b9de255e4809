import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Freight,
  Gate,
  JsonObject,
  PromotionRecord,
  PromotionStepDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import {
  StepDefinition,
  ToolsPort,
} from '@waybill/backstage-plugin-waybill-node';
import {
  ConfiguredValues,
  PromotionAdvance,
  PromotionJournal,
} from '../../ports';
import { systemClock } from '../../store/systemClock';
import { createPromotionRunner } from '../createPromotionRunner';
import { builtInSteps } from '../steps';
import { createFakeArgo } from './FakeArgo';
import { createFakeGit } from './FakeGit';
import { createFakeHost } from './FakeHost';
import { createFakeMetadata } from './FakeMetadata';
import { createFakeServices } from './createFakeServices';
import { createFakeTools } from './FakeTools';

/** The process is gone. */
export class Crash extends Error {}

const logger: LoggerService = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => logger,
};

export const REPO = 'https://git.example.com/acme/config';
export const START = new Date('2026-03-01T10:00:00Z');

export function freightOf(tag: string): Freight {
  return {
    id: 'f'.repeat(40),
    alias: 'calm-otter',
    warehouse: 'images',
    createdAt: '2026-03-01T09:00:00Z',
    images: [{ repoURL: 'registry.example.com/web', tag, digest: 'sha256:aa' }],
    commits: [],
    charts: [],
  };
}

export function step(
  uses: string,
  config: JsonObject,
  rest: Partial<PromotionStepDefinition> = {},
): PromotionStepDefinition {
  return { uses, as: uses, vars: [], config, ...rest };
}

export function promotionOf(
  steps: PromotionStepDefinition[],
  rest: Partial<PromotionRecord> = {},
): PromotionRecord {
  return {
    id: 'dev.01jn0000000000000000000000.fffffff',
    pipelineId: 'p1',
    entityRef: 'component:default/storefront',
    project: 'storefront',
    stage: 'dev',
    freight: 'f'.repeat(40),
    origin: 'Warehouse/images',
    phase: 'Running',
    createdBy: { type: 'user', ref: 'user:default/dana' },
    createdAt: START.toISOString(),
    rollback: false,
    vars: [],
    steps,
    stepStates: steps.map(({ as, uses }) => ({
      alias: as,
      uses,
      status: 'Pending',
      errorCount: 0,
      record: {},
    })),
    healthChecks: [],
    gates: [],
    ...rest,
  };
}

/** The journal as a database would keep it: what was written before a crash is there after it. */
export function memoryJournal(
  record: PromotionRecord,
  onCall: (call: string) => void,
): PromotionJournal {
  return {
    async saveStep(index, patch) {
      onCall(`save ${index} ${patch.status ?? ''}`);
      record.stepStates[index] = structuredClone({
        ...record.stepStates[index],
        ...patch,
      });
    },
    async note(index, patch) {
      onCall(`note ${index}`);
      const state = record.stepStates[index];
      record.stepStates[index] = structuredClone({
        ...state,
        record: { ...state.record, ...patch },
      });
    },
    async addHealthChecks(checks) {
      onCall('healthChecks');
      record.healthChecks.push(...structuredClone(checks));
    },
  };
}

/** One repository, its host, Argo CD, a promotion, and a clock that jumps to when something is due. */
export function promotionWorld(options: {
  files: Record<string, string>;
  record: PromotionRecord;
  steps?: StepDefinition[];
  tag?: string;
  tools?: ToolsPort;
  /** Of the app. */
  uiBaseUrl?: string;
  /** In place of the ones made here. */
  ports?: Partial<ReturnType<typeof createFakeServices>['ports']>;
}) {
  const git = createFakeGit();
  git.create(REPO, options.files);
  const hosts = createFakeHost(git, REPO);
  const argo = createFakeArgo(git);
  const metadata = createFakeMetadata(options.record.stage);
  const runner = createPromotionRunner({
    steps: [...builtInSteps, ...(options.steps ?? [])],
    author: { name: 'Waybill', email: 'waybill@example.com' },
    logger,
    uiBaseUrl: options.uiBaseUrl,
    clock: { elapsed: () => 0, sleep: systemClock.sleep },
  });
  const tools = options.tools ?? createFakeTools();
  const services = createFakeServices();
  const { record } = options;
  const world = {
    git,
    hosts,
    argo,
    metadata,
    tools,
    ...services.ports,
    ...options.ports,
    services,
    logger,
    record,
    now: START,
    gates: [] as Gate[],
    /** Of `secret()` and `configMap()`. */
    values: undefined as ConfiguredValues | undefined,
    freight: [freightOf(options.tag ?? '1.25.0')],
    calls: [] as string[],
    /** Called at each write to the journal; throws: the process dies before it. */
    onCall: (_call: string, _count: number) => {},
    async advance(signal = new AbortController().signal) {
      return runner.advance({
        // What a process reads when it takes the promotion up.
        promotion: structuredClone(record),
        freight: world.freight,
        journal: memoryJournal(record, call => {
          world.calls.push(call);
          world.onCall(call, world.calls.length);
        }),
        ports: {
          ...{ git, hosts, argo, metadata, tools },
          ...services.ports,
          ...options.ports,
        },
        values: world.values,
        gatesNow: async () => world.gates,
        now: world.now,
        signal,
        logger,
      });
    },
    /** Turns until it has ended; a turn that dies is taken up again. `between` is told of each wait. */
    async finish(
      between: (advance: PromotionAdvance) => void = () => {},
    ): Promise<Extract<PromotionAdvance, { type: 'finished' }>> {
      for (let turn = 0; turn < 200; turn += 1) {
        try {
          const advance = await world.advance();
          if (advance.type === 'finished') {
            return advance;
          }
          between(advance);
          world.now = advance.at;
        } catch (error) {
          if (!(error instanceof Crash)) {
            throw error;
          }
          world.now = new Date(world.now.getTime() + 30_000);
        }
      }
      throw new Error(`Not finished: ${JSON.stringify(record.stepStates)}`);
    },
  };
  return world;
}
