import { SimulatedDatabase } from '../database/SimulatedDatabase';
import { Coverage } from '../faults/Coverage';
import { createMood, Mood } from '../faults/Mood';
import { invariants } from '../invariants';
import { Chance, createChance } from '../kernel/Chance';
import { EventLog } from '../kernel/EventLog';
import { Scheduler } from '../kernel/Scheduler';
import { Outside, REPO } from '../outside/Outside';
import { fileOf } from '../people/fileOf';
import { makePlan, PipelinePlan } from '../people/makeDefinition';
import { Outsiders } from '../people/Outsiders';
import { People } from '../people/People';
import { Portal } from '../people/Portal';
import { AskingStep, Signers } from '../people/Signers';
import { PortCalls } from '../ports/PortCalls';
import { Fleet } from './Fleet';
import { isVerifying } from './isVerifying';
import { Observer } from './Observer';
import { readAskingSteps } from './readAskingSteps';
import { readFreightIds } from './readFreightIds';

/** When every run begins. */
const START = new Date('2026-03-02T10:00:00.000Z');
/** For how long nothing more may come when a run ends, in virtual milliseconds: longer than anything is left unlooked at. */
const QUIET_MS = 95_000;
/** By when everything must have healed. A turn that hangs is given up after half an hour. */
const HEALING_MS = 3 * 3_600_000;
const HEAL_EVERY_MS = 5_000;

/** One simulated world with its replicas, from one seed. */
export class Run {
  readonly log = new EventLog(START);
  readonly coverage = new Coverage();
  readonly scheduler: Scheduler;
  readonly mood: Mood;
  readonly database: SimulatedDatabase;
  readonly #chance: Chance;
  readonly #plan: PipelinePlan;
  readonly #outside: Outside;
  readonly #calls: PortCalls;
  readonly #fleet: Fleet;
  readonly #observer: Observer;
  readonly #outsiders: Outsiders;
  readonly #people: People;
  readonly #signers: Signers;
  #quietSince = Infinity;

  constructor(readonly seed: number, template: Buffer) {
    this.#chance = createChance(seed);
    const scheduler = new Scheduler(START, this.#chance, this.log);
    this.scheduler = scheduler;
    this.mood = createMood(this.#chance);
    this.#plan = makePlan(this.#chance, 'app');
    const { mood, coverage } = this;
    const plan = this.#plan;
    const outside = new Outside(scheduler, mood, coverage);
    const calls = new PortCalls(scheduler, mood, coverage);
    this.#outside = outside;
    this.#calls = calls;
    this.#fleet = new Fleet({
      scheduler,
      mood,
      coverage,
      outside,
      plan,
      calls,
      database: () => this.database,
      beginTurn: (...of) => this.#observer.beginTurn(...of),
      onSend: (...what) => this.#observer.onSend(...what),
    });
    this.database = new SimulatedDatabase(
      template,
      scheduler,
      this.#fleet.databaseFaults(),
    );
    this.#observer = new Observer({
      scheduler,
      database: this.database,
      outside,
      plan,
      replicas: this.#fleet.replicas,
      invariants,
      coverage,
    });
    this.database.onCommit = this.#observer.onCommit;
    outside.onEffect = effect => {
      this.#observer.onEffect(effect);
      if (effect.type === 'push') this.#outsiders.maybeRace(effect.branch);
      if (effect.type === 'analysis-run') this.#people.maybeEnd();
    };
    calls.onEffect = (owner, port) =>
      this.#fleet.maybeStrike(owner, mood.killsAtEffects, `${port}!`);
    this.#outsiders = new Outsiders({
      scheduler,
      outside,
      calls,
      plan,
      coverage,
      mood,
    });
    const portal = new Portal(scheduler, this.#fleet);
    this.#signers = new Signers({
      scheduler,
      portal,
      coverage,
      asking: () => this.#asking(),
      onSigned: (...whose) => this.#observer.signed.push(whose),
    });
    this.#people = new People({
      mood,
      scheduler,
      portal,
      plan,
      coverage,
      facts: () => this.#observer.facts,
      freight: () => readFreightIds(this.database),
      onAccepted: id => this.#observer.accepted.add(id),
    });
  }

  /** Until everything has healed. @throws Violation */
  async toTheEnd(): Promise<void> {
    const { scheduler, mood } = this;
    const calmFrom = scheduler.now + mood.troubleSeconds * 1000;
    this.#calls.calmFrom = calmFrom;
    this.#outside.argo.calmFrom = calmFrom;
    this.#outside.analysisRuns.calmFrom = calmFrom;
    this.#fleet.calmFrom = calmFrom;
    this.#outsiders.calmFrom = calmFrom;
    this.#prepare();
    this.#scheduleTrouble();
    for (let i = 0; i < mood.replicas; i += 1) this.#fleet.start();
    while (await scheduler.step(calmFrom));
    this.#calm();
    while (
      scheduler.now - this.#quietSince < QUIET_MS &&
      (await scheduler.step(calmFrom + HEALING_MS))
    );
    this.#observer.atEnd();
    if (scheduler.failure) throw scheduler.failure.error;
  }

  close(): void {
    this.database.close();
  }

  #prepare(): void {
    const { remote, argo } = this.#outside;
    remote.git.create(REPO, { 'README.md': '# config' });
    for (const stage of this.#plan.stages) {
      remote.git.commit(REPO, stage.branch, {
        [fileOf(this.#plan.project, stage.name)]: 'image:\n  tag: none\n',
      });
      if (stage.application) {
        argo.add(stage.application, { repoURL: REPO, branch: stage.branch });
      }
    }
    this.#outsiders.restore();
    this.#outsiders.release();
    const compare = () => {
      argo.compareAll();
      this.scheduler.schedule(90_000, '', compare);
    };
    this.scheduler.schedule(this.#chance.next() * 90_000, '', compare);
  }

  #scheduleTrouble(): void {
    const { mood, scheduler } = this;
    const chance = this.#chance;
    const sometimes = (count: number, act: () => void) => {
      for (let i = 0; i < count; i += 1) {
        const at = chance.next() * mood.troubleSeconds * 1000;
        scheduler.schedule(at, '', act);
      }
    };
    sometimes(chance.int(0, 3), () => this.#outsiders.release());
    sometimes(mood.people, () => this.#people.act());
    sometimes(mood.outsiders, () => this.#outsiders.meddle());
    sometimes(mood.changes, () => this.#outsiders.change());
    sometimes(mood.troubleSeconds / 15, () => this.#outsiders.merge(false));
    sometimes(mood.troubleSeconds / 12, () => this.#signers.look(false));
    sometimes(chance.int(0, 3), () => this.#people.tryAgain());
    sometimes(chance.int(0, 2), () => this.#people.verifyAgain());
    sometimes(chance.int(0, 3), () => this.#people.endVerification());
    sometimes(chance.int(0, 3), () => this.#outsiders.deleteRun());
    sometimes(mood.lifeEvents, () => this.#disturb());
  }

  #disturb(): void {
    const { living } = this.#fleet;
    if (living.length === 0) return;
    const replica = this.#chance.pick(living);
    switch (this.#chance.pick(['kill', 'pause', 'pause', 'replace'] as const)) {
      case 'kill':
        this.coverage.count('life: a kill');
        this.#fleet.kill(replica.owner, 'just so');
        return;
      case 'pause':
        this.coverage.count('life: a pause');
        this.#fleet.pause(replica.owner);
        return;
      default:
        this.#fleet.replace(replica);
    }
  }

  /** Nothing goes wrong from now on; people merge what is open. */
  #calm(): void {
    const { scheduler } = this;
    this.log.add(scheduler.now, undefined, 'nothing goes wrong any more');
    this.#outside.definitions.frozen.clear();
    this.#outsiders.restore();
    let seen = 0;
    const { facts } = this.#observer;
    const hanging = [...facts.claims.values()].map(it => it.token);
    const heal = () => {
      this.#outsiders.restore();
      this.#outsiders.merge(true);
      this.#signers.look(true);
      this.#people.endHanging(this.#outside.analysisRuns);
      const promotions = [...this.#observer.facts.promotions.values()];
      const busy =
        promotions.length !== seen ||
        promotions.some(it => it.finishedAt === undefined) ||
        this.#fleet.living.length < this.mood.replicas ||
        this.#fleet.living.some(it => it.owner.pausedUntil > scheduler.now) ||
        [...this.#observer.facts.pipelines.values()].some(it => it !== 'ok') ||
        [...this.#observer.facts.stages.values()].some(isVerifying) ||
        // What a call that never ends keeps from being done.
        [...this.#observer.facts.claims.values()].some(it =>
          hanging.includes(it.token),
        );
      seen = promotions.length;
      if (busy) this.#quietSince = Infinity;
      else if (this.#quietSince === Infinity) this.#quietSince = scheduler.now;
      scheduler.schedule(HEAL_EVERY_MS, '', heal);
    };
    heal();
  }

  #asking(): AskingStep[] {
    if (!this.#plan.stages.some(it => it.approvals > 0)) return [];
    return readAskingSteps(this.database);
  }
}
