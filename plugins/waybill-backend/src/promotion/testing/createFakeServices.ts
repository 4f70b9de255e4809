import { ConfigReader } from '@backstage/config';
import { Changelog } from '@waybill/backstage-plugin-waybill-common';
import {
  HttpAnswer,
  HttpRequest,
  Review,
  StepMessage,
  StepPorts,
} from '@waybill/backstage-plugin-waybill-node';
import { createChartRepository } from '../../discovery/chart/createChartRepository';

/** What is outside of Git and Argo CD, as it was asked; each answer can be replaced, also by an error. */
export function createFakeServices() {
  const state = {
    requests: [] as HttpRequest[],
    answer: (_request: HttpRequest): Partial<HttpAnswer> => ({}),
    /** Digests by reference. */
    artifacts: new Map<string, { digest: string; content?: Buffer }>(),
    sent: [] as StepMessage[],
    onSend: (_message: StepMessage): { threadTS?: string } => ({}),
    repeatable: false,
    /** By alias. */
    reviews: new Map<string, Review[]>(),
    invoked: [] as { id: string; input: object }[],
    onInvoke: (_id: string) => ({}),
    idempotent: false,
    /** What changed since what the Stage runs. */
    onChangelog: (_stage: string): Changelog | undefined => undefined,
  };
  const http: StepPorts['http'] = {
    async send(request) {
      state.requests.push(request);
      return {
        url: request.url,
        status: 200,
        headers: {},
        body: Buffer.alloc(0),
        ...state.answer(request),
      };
    },
  };
  const charts = createChartRepository({
    config: new ConfigReader({}),
    credentials: { find: async () => undefined },
    http,
  });
  const ports: Pick<
    StepPorts,
    'http' | 'oci' | 'charts' | 'messages' | 'reviews' | 'actions' | 'changelog'
  > = {
    http,
    oci: {
      async resolve({ reference }) {
        return state.artifacts.get(reference);
      },
      async listTags({ repository }) {
        return [...state.artifacts.keys()]
          .filter(reference => reference.startsWith(`${repository}:`))
          .map(reference => reference.slice(repository.length + 1));
      },
      async download({ reference }) {
        const found = [...state.artifacts].find(
          ([name, { digest }]) =>
            name === reference || reference.endsWith(`@${digest}`),
        );
        return found?.[1].content ?? Buffer.alloc(0);
      },
      async copy({ from, to }) {
        const found = [...state.artifacts].find(
          ([name, { digest }]) => name === from || from.endsWith(`@${digest}`),
        );
        const digest = found?.[1].digest ?? `sha256:${'0'.repeat(64)}`;
        state.artifacts.set(to, { digest });
        return { digest };
      },
    },
    charts: {
      // With what `http` answers.
      listVersions: async ({ repository, ...look }) => {
        const answer = await charts.listVersions({
          ...{ repoURL: repository, pipelineId: 'p', ...look },
        });
        return answer.status === 'read' ? answer.versions : [];
      },
      download: ({ repository, ...look }) =>
        charts.download({ repoURL: repository, pipelineId: 'p', ...look }),
    },
    messages: {
      isRepeatable: () => state.repeatable,
      async send(message) {
        state.sent.push(message);
        return state.onSend(message);
      },
    },
    reviews: {
      list: async ({ alias }) => state.reviews.get(alias) ?? [],
    },
    actions: {
      find: async id => ({
        id,
        title: id,
        idempotent: state.idempotent,
        readOnly: false,
      }),
      async invoke({ id, input }) {
        state.invoked.push({ id, input });
        return state.onInvoke(id);
      },
    },
    changelog: {
      between: async ({ from, to }) => ({
        from: from.id,
        to: to.id,
        artifacts: [],
      }),
      sinceStage: async ({ stage }) => state.onChangelog(stage),
    },
  };
  return Object.assign(state, { ports });
}
