import { Coverage } from '../faults/Coverage';
import { Mood } from '../faults/Mood';
import { Scheduler } from '../kernel/Scheduler';
import { Outside, REPO } from '../outside/Outside';
import { PortCalls } from '../ports/PortCalls';
import { fileOf } from './fileOf';
import { makeDefinition, PipelinePlan } from './makeDefinition';

export const DEFINITION_URL = 'https://git.example.com/acme/app/waybill.yaml';

/** All that happens around Waybill without its doing. */
export class Outsiders {
  /** Virtual milliseconds. */
  calmFrom = Infinity;
  #releases = 1;
  #version = 1;
  #pushes = 0;

  constructor(
    readonly options: {
      scheduler: Scheduler;
      outside: Outside;
      calls: PortCalls;
      plan: PipelinePlan;
      coverage: Coverage;
      mood: Mood;
    },
  ) {}

  release(): void {
    const tag = `1.0.${this.#releases}`;
    this.#releases += 1;
    const { outside, scheduler, coverage } = this.options;
    outside.tags.push(tag);
    const isBad = this.#releases > 2 && scheduler.chance.happens(0.4);
    if (isBad) {
      outside.badTags.add(tag);
      coverage.count('outsiders: a bad release');
    }
    this.#log(`${tag} is released${isBad ? ', and is bad' : ''}`);
  }

  /** Somebody pushes, or syncs, or closes a pull request. */
  meddle(): void {
    const { scheduler, outside, plan, coverage } = this.options;
    const { chance } = scheduler;
    const stage = chance.pick(plan.stages);
    const what = chance.pick([
      'push',
      'push',
      'push',
      'sync',
      'close',
      'delete an AnalysisRun',
    ] as const);
    if (what !== 'delete an AnalysisRun') coverage.count(`outsiders: ${what}`);
    switch (what) {
      case 'push':
        this.#push(stage.branch);
        return;
      case 'sync':
        if (stage.application) {
          const overwrites = chance.happens(0.3);
          this.#log(
            `others sync ${stage.application}${
              overwrites ? ', whatever else is asked for' : ''
            }`,
          );
          outside.argo.syncByOthers(stage.application, overwrites);
        }
        return;
      case 'delete an AnalysisRun':
        this.deleteRun();
        return;
      default: {
        const open = outside.pullRequests.all.filter(it => it.state === 'open');
        if (open.length > 0) {
          const { number } = chance.pick(open);
          this.#log(`others close #${number}`);
          outside.pullRequests.close(number);
        }
      }
    }
  }

  /** Somebody takes an AnalysisRun away, mostly one that goes on. */
  deleteRun(): void {
    const { scheduler, outside, coverage } = this.options;
    const { all, going } = outside.analysisRuns;
    const there = scheduler.chance.happens(0.8)
      ? going
      : all.filter(it => !it.deleted);
    if (there.length === 0) return;
    const run = scheduler.chance.pick(there);
    coverage.count('outsiders: delete an AnalysisRun');
    this.#log(`others delete the AnalysisRun ${run.name}`);
    outside.analysisRuns.delete(run);
  }

  /** Somebody may push where Waybill just has. */
  maybeRace(branch: string): void {
    const { scheduler, coverage, mood } = this.options;
    if (scheduler.now >= this.calmFrom) return;
    if (scheduler.chance.happens(mood.outsiders / 15)) {
      coverage.count('outsiders: push right after us');
      const soon = scheduler.chance.next() ** 2 * 10_000;
      scheduler.schedule(soon, '', () => this.#push(branch));
    }
  }

  /** Definitions, the catalog and the platform's mind change; most of it is changed back a little later. */
  change(): void {
    const { scheduler, outside, plan, coverage } = this.options;
    const { chance } = scheduler;
    const { definitions } = outside;
    const later = (undo: () => void) =>
      scheduler.schedule(5_000 + chance.next() * 120_000, '', undo);
    const what = chance.pick([
      'definition',
      'file gone',
      'entity gone',
      'gate',
      'gate',
      'gate',
      'outage',
    ] as const);
    coverage.count(`changes: ${what}`);
    this.#log(`a change: ${what}`);
    switch (what) {
      case 'definition':
        this.#version += 1;
        this.restore();
        return;
      case 'file gone':
        definitions.files.delete(DEFINITION_URL);
        later(() => this.restore());
        return;
      case 'entity gone':
        definitions.entities.clear();
        later(() => this.restore());
        return;
      case 'gate': {
        const { project } = plan;
        const { name } = chance.pick(plan.stages);
        definitions.freeze(project, name, scheduler.now, {
          code: 'NotAuthorized',
          message: `${name} is frozen`,
          effect: chance.happens(0.85) ? 'wait' : 'refuse',
        });
        later(() => {
          this.#log(`${name} is open again`);
          definitions.frozen.delete(`${project}/${name}`);
        });
        return;
      }
      default: {
        const port = chance.pick([
          'git',
          'host',
          'argo',
          'rollouts',
          'registry',
          'catalog',
        ]);
        const isLong = port === 'rollouts' && chance.happens(0.5);
        if (isLong) coverage.count('changes: a cluster is away for long');
        // Longer than a verification that nobody can see is waited for.
        const forMs = isLong ? 15 * 60_000 : 5_000 + chance.next() * 60_000;
        this.options.calls.outages.set(port, scheduler.now + forMs);
      }
    }
  }

  /** People look at open pull requests. */
  merge(everything: boolean): void {
    const { outside, scheduler } = this.options;
    for (const { number, state } of outside.pullRequests.all) {
      if (
        state === 'open' &&
        (everything || scheduler.chance.happens(0.3)) &&
        outside.pullRequests.merge(number)
      ) {
        this.#log(`#${number} is merged`);
      }
    }
  }

  /** As it should be. */
  restore(): void {
    const { outside, plan } = this.options;
    outside.definitions.entities.set('component:default/app', {
      entityRef: 'component:default/app',
      uid: 'uid-app',
      definitionUrl: DEFINITION_URL,
      owners: [],
      systems: [],
      domains: [],
      tags: [],
    });
    outside.definitions.files.set(DEFINITION_URL, {
      version: this.#version,
      definition: makeDefinition(plan, this.#version),
    });
  }

  #push(branch: string): void {
    const { outside, plan, coverage, scheduler } = this.options;
    const { chance } = scheduler;
    this.#pushes += 1;
    const owners = plan.stages.filter(it => it.branch === branch);
    if (owners.length > 0 && chance.happens(0.5)) {
      coverage.count('outsiders: push what we write');
      const { name } = chance.pick(owners);
      const path = fileOf(plan.project, name);
      const content = `image:\n  tag: others-${this.#pushes}\n`;
      outside.remote.pushByOthers(REPO, branch, { [path]: content });
      this.#log(`others push another tag of ${name} to ${branch}`);
      return;
    }
    const path = `others/${this.#pushes}.txt`;
    outside.remote.pushByOthers(REPO, branch, { [path]: 'theirs' });
    this.#log(`others push to ${branch}`);
  }

  #log(what: string): void {
    const { scheduler } = this.options;
    scheduler.log.add(scheduler.now, undefined, what);
  }
}
