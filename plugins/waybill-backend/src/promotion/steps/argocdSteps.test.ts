import { Application } from '@waybill/backstage-plugin-waybill-node';
import {
  promotionOf,
  promotionWorld,
  REPO,
  step,
} from '../testing/promotionWorld';

const BY_LABEL = {
  selector: {
    matchLabels: { app: 'web' },
    matchExpressions: [{ key: 'canary', operator: 'DoesNotExist' }],
  },
};

function worldOf(steps: ReturnType<typeof step>[]) {
  const world = promotionWorld({
    files: { a: '' },
    record: promotionOf(steps),
  });
  const label = (name: string, labels: Record<string, string>) => {
    world.argo.add(name, REPO).metadata.labels = labels;
  };
  label('web-eu', { app: 'web' });
  label('web-us', { app: 'web' });
  label('web-canary', { app: 'web', canary: 'yes' });
  label('db', { app: 'db' });
  return world;
}

const namesOf = (apps: unknown) =>
  (apps as { name: string }[]).map(({ name }) => name);

describe('Applications by label', () => {
  it('are synced each, and checked for health', async () => {
    const world = worldOf([step('argocd-update', { apps: [BY_LABEL] })]);
    expect(await world.finish()).toMatchObject({ phase: 'Succeeded' });
    expect(world.argo.syncs).toHaveLength(2);
    const [state] = world.record.stepStates;
    expect(namesOf(state.output?.apps)).toEqual(['web-eu', 'web-us']);
    expect(namesOf(world.record.healthChecks[0].config.apps)).toEqual([
      'web-eu',
      'web-us',
    ]);
  });

  it('stay those that were chosen first, whatever is labelled meanwhile', async () => {
    const world = worldOf([step('argocd-update', { apps: [BY_LABEL] })]);
    await world.finish(() => {
      world.argo.add('web-late', REPO).metadata.labels = { app: 'web' };
    });
    expect(namesOf(world.record.stepStates[0].output?.apps)).toEqual([
      'web-eu',
      'web-us',
    ]);
  });

  it('are synced once, however many entries mean one', async () => {
    const world = worldOf([
      step('argocd-update', {
        apps: [{ name: 'web-eu', sources: [{ repoURL: REPO }] }, BY_LABEL],
      }),
    ]);
    await world.finish();
    expect(world.argo.syncs).toHaveLength(2);
  });

  it('fail the step when there are none', async () => {
    const world = worldOf([
      step('argocd-update', {
        apps: [{ selector: { matchLabels: { app: 'mail' } } }],
      }),
    ]);
    expect(await world.finish()).toMatchObject({
      phase: 'Failed',
      message: expect.stringContaining('"app":"mail"'),
    });
  });
});

describe('argocd-wait', () => {
  const wait = (config: object) =>
    step('argocd-wait', { apps: [config as {}] });
  const set = (
    world: ReturnType<typeof worldOf>,
    name: string,
    status: Application['status'],
  ) => {
    world.argo.applications.get(name)!.status = status;
  };

  it('waits without a worker until all are there, and changes nothing', async () => {
    const world = worldOf([wait({ ...BY_LABEL, waitFor: ['health', 'sync'] })]);
    const messages: string[] = [];
    await world.finish(advance => {
      if (advance.type === 'waiting') messages.push(advance.message);
      set(world, messages.length === 1 ? 'web-eu' : 'web-us', {
        health: { status: 'Healthy' },
        sync: { status: 'Synced' },
      });
    });
    expect(messages).toEqual([
      expect.stringMatching(/"web-eu" is .*; "web-us" is /),
      expect.stringMatching(/^"web-us" is /),
    ]);
    expect(world.argo.syncs).toEqual([]);
    expect(world.record.stepStates[0]).toMatchObject({
      status: 'Succeeded',
      output: {
        healthStatus: {
          'argocd/web-eu': 'Healthy',
          'argocd/web-us': 'Healthy',
        },
      },
    });
  });

  it('gives up at once when one falls back to Degraded', async () => {
    const world = worldOf([wait({ name: 'db', waitFor: ['health'] })]);
    set(world, 'db', { health: { status: 'Progressing' } });
    const end = await world.finish(() =>
      set(world, 'db', { health: { status: 'Degraded', message: 'OOM' } }),
    );
    expect(end).toMatchObject({
      phase: 'Errored',
      message: expect.stringContaining('was Progressing and is Degraded now'),
    });
  });

  it('times out after five minutes', async () => {
    const world = worldOf([wait({ name: 'db' })]);
    const began = world.now.getTime();
    expect(await world.finish()).toMatchObject({
      phase: 'Errored',
      message: expect.stringContaining('timed out after 300 s'),
    });
    expect(world.now.getTime() - began).toBe(300_000);
  });

  it('tells of an Application that is not there', async () => {
    const world = worldOf([wait({ name: 'mail' })]);
    expect(await world.finish()).toMatchObject({
      phase: 'Errored',
      message: expect.stringContaining('no Argo CD Application "mail"'),
    });
  });
});
