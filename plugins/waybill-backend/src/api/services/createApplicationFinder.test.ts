import {
  Application,
  ApplicationRef,
  StepPorts,
} from '@waybill/backstage-plugin-waybill-node';
import { entityOf, stageOf } from '../../store/testing/fixtures';
import { createApplicationFinder } from './createApplicationFinder';

const PIPELINE = { pipelineId: 'p', entity: entityOf('app'), project: 'app' };
const COMMIT = 'a'.repeat(40);

const application = (
  status: Application['status'],
): Application | undefined => ({
  metadata: { name: 'app-prod', namespace: 'argocd', resourceVersion: '1' },
  spec: { project: 'default', destination: {} },
  status,
});

/** Asks for a Stage, `prod` if none is named, whose step names these Applications. */
function finder(
  get: (ref: ApplicationRef) => Promise<Application | undefined>,
  apps: { name: string; namespace?: string }[] = [
    { name: 'app-${{ ctx.stage }}' },
  ],
) {
  const asked: [string | undefined, ApplicationRef][] = [];
  const find = createApplicationFinder({
    portsFor: (_, stage) =>
      ({
        argo: {
          get: (ref: ApplicationRef) => {
            asked.push([stage, ref]);
            return get(ref);
          },
        },
      } as unknown as StepPorts),
  });
  const stage = (name: string) =>
    stageOf(name, [], {
      steps: [
        { uses: 'git-clone', as: 'clone', vars: [], config: {} },
        { uses: 'argocd-update', as: 'sync', vars: [], config: { apps } },
      ],
    });
  return { asked, look: (name = 'prod') => find(PIPELINE, stage(name)) };
}

describe('createApplicationFinder', () => {
  it('tells what runs in the Applications that the steps name, and asks once a minute', async () => {
    const { asked, look } = finder(async () =>
      application({
        sync: { revision: COMMIT },
        health: { status: 'Healthy' },
        summary: { images: ['nginx:1.26.0'] },
      }),
    );
    const found = {
      name: 'app-prod',
      namespace: 'argocd',
      revisions: [COMMIT],
      images: ['nginx:1.26.0'],
      health: 'Healthy',
    };
    expect(await look()).toEqual([found]);
    expect(await look()).toEqual([found]);
    expect(asked).toEqual([
      ['prod', { name: 'app-prod', namespace: 'argocd' }],
    ]);
  });

  it('remembers the Stages that were asked for last, and no more than a thousand', async () => {
    const { asked, look } = finder(async () => application({}));
    const names = Array.from({ length: 1_001 }, (_, i) => `stage-${i}`);
    for (const name of names) {
      await look(name);
    }
    await look('stage-1000');
    await look('stage-1');
    expect(asked).toHaveLength(1_001);
    await look('stage-0');
    expect(asked).toHaveLength(1_002);
  });

  it('says of each source and each Application what there is to say', async () => {
    const { look } = finder(
      async ({ name }) =>
        name === 'two'
          ? application({ sync: { revisions: ['1.0.0', COMMIT] } })
          : undefined,
      [{ name: 'one' }, { name: 'two', namespace: 'apps' }],
    );
    expect(await look()).toEqual([
      {
        name: 'two',
        namespace: 'apps',
        revisions: ['1.0.0', COMMIT],
        images: [],
        health: null,
      },
    ]);
  });

  it.each<[string, () => Promise<Application | undefined>]>([
    ['refuses', () => Promise.reject(new Error('not granted'))],
    ['hangs', () => new Promise(() => {})],
  ])('says nothing when Argo CD %s', async (_, get) => {
    expect(await finder(get).look()).toEqual([]);
  });

  it('asks for nothing that only a run can know', async () => {
    const { asked, look } = finder(
      async () => application({}),
      [{ name: '${{ imageFrom("x").Tag }}' }],
    );
    expect(await look()).toEqual([]);
    expect(asked).toEqual([]);
  });
});
