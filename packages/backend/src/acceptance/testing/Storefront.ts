import { PromotionView } from '@waybill/backstage-plugin-waybill-common';
import { Demo } from './startDemo';
import { eventually } from './eventually';

const CONFIG = 'acme/storefront-config';

interface ApplicationStatus {
  status: {
    summary: { images: string[] };
    health: { status: string };
    history: { id: number }[];
    operationState?: { phase: string };
  };
}

/** The demo's storefront, looked at where its promotions have their effects: on the Git server, its host and Argo CD. */
export class Storefront {
  readonly repository = CONFIG;
  readonly #demo: Demo;

  constructor(demo: Demo) {
    this.#demo = demo;
  }

  /** Commits on a branch of the remote that carry a Promotion's trailer, newest first. */
  async commitsOf(promotion: string, branch = 'main'): Promise<string[]> {
    const log = await this.#demo.git(
      CONFIG,
      'log',
      '--format=%H %(trailers:key=Waybill-Promotion,valueonly,separator=%x2C)',
      branch,
    );
    return log
      .split('\n')
      .filter(line => line.split(' ')[1] === promotion)
      .map(line => line.split(' ')[0]);
  }

  async tip(branch: string): Promise<string> {
    return this.#demo.git(CONFIG, 'rev-parse', `refs/heads/${branch}`);
  }

  /** Numbers of all pull requests, open or not, oldest first. */
  async pullRequests(): Promise<number[]> {
    const { github } = this.#demo.ports;
    const response = await fetch(
      `http://localhost:${github}/repos/${CONFIG}/pulls?state=all&per_page=100`,
      { signal: AbortSignal.timeout(60_000) },
    );
    const pulls = (await response.json()) as { number: number }[];
    return pulls.map(pull => pull.number).sort((a, b) => a - b);
  }

  async merge(number: number): Promise<void> {
    await this.#demo.control('merge', { repository: CONFIG, number });
  }

  async application(stage: string): Promise<ApplicationStatus> {
    const { argo } = this.#demo.ports;
    const response = await fetch(
      `http://localhost:${argo}/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/storefront-${stage}`,
      { signal: AbortSignal.timeout(60_000) },
    );
    if (!response.ok)
      throw new Error(`storefront-${stage}: ${response.status}`);
    return (await response.json()) as ApplicationStatus;
  }

  /** How many syncs an application has had. */
  async syncs(stage: string): Promise<number> {
    const { history } = (await this.application(stage)).status;
    return history[history.length - 1].id + 1;
  }

  /** Waits until an application runs an image of this tag, healthy. */
  async runs(stage: string, tag: string): Promise<void> {
    await eventually(
      `storefront-${stage} to run ${tag}`,
      async () => {
        const { summary, health } = (await this.application(stage)).status;
        return (
          summary.images.join() ===
            `registry.example.com/library/nginx:${tag}` &&
          health.status === 'Healthy'
        );
      },
      {
        timeoutMs: 30_000,
        describe: async () => (await this.application(stage)).status,
      },
    );
  }

  /** Starts a Promotion; it must be accepted. */
  async promote(stage: string, freight: string): Promise<PromotionView> {
    const { service } = this.#demo;
    const answer = await service.promote('storefront', stage, freight);
    if (answer.status !== 201)
      throw new Error(`Promotion to ${stage}: ${JSON.stringify(answer)}`);
    return answer.body;
  }
}
