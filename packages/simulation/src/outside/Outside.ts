import { Coverage } from '../faults/Coverage';
import { Mood } from '../faults/Mood';
import { Scheduler } from '../kernel/Scheduler';
import { Turn } from '../ports/Turn';
import { AnalysisRuns } from './AnalysisRuns';
import { ArgoCd } from './ArgoCd';
import { Definitions } from './Definitions';
import { Effect, EffectReport } from './Effect';
import { createGitRemote, GitRemote } from './GitRemote';
import { createPullRequests, PullRequests } from './PullRequests';

/** The one repository that everything is written to. */
export const REPO = 'https://git.example.com/acme/config';
/** The image that is promoted. */
export const IMAGE = 'registry.example.com/acme/app';

/** The world around Waybill, and everything that Waybill has done to it. */
export class Outside {
  readonly remote: GitRemote = createGitRemote();
  readonly argo: ArgoCd;
  readonly analysisRuns: AnalysisRuns;
  readonly pullRequests: PullRequests;
  readonly definitions = new Definitions();
  readonly tags: string[] = [];
  /** Those that the service takes offence at, and that pass no analysis. */
  readonly badTags = new Set<string>();
  readonly effects: Effect[] = [];
  /** Told of each. */
  onEffect: (effect: Effect) => void = () => {};

  constructor(readonly scheduler: Scheduler, mood: Mood, coverage: Coverage) {
    this.argo = new ArgoCd(scheduler, this.remote, mood, coverage);
    this.analysisRuns = new AnalysisRuns(
      scheduler,
      mood,
      coverage,
      this.badTags,
    );
    this.pullRequests = createPullRequests({
      remote: this.remote,
      repoURL: REPO,
      refusesTwins: scheduler.chance.happens(0.7),
    });
  }

  happened(report: EffectReport, by: Turn | undefined): void {
    const effect = { ...report, at: this.scheduler.now, by } as Effect;
    this.effects.push(effect);
    this.onEffect(effect);
  }
}
