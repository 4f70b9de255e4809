import { Application } from '@waybill/backstage-plugin-waybill-node';
import { authority, pipeline, signal } from './__testUtils__/authorities';

describe('my Stage operates your application', () => {
  const application = (
    annotations: Record<string, string>,
    resourceVersion = '1',
  ) =>
    ({
      metadata: {
        name: 'storefront-prod',
        namespace: 'argocd',
        resourceVersion,
        annotations,
      },
      spec: { project: 'secret-project' },
    } as unknown as Application);
  const ref = { namespace: 'argocd', name: 'storefront-prod' };

  function argoFor(
    who: ReturnType<typeof pipeline>,
    annotations: Record<string, string> | undefined,
    config: object = {},
    stage: string | undefined = 'prod',
  ) {
    const argo = {
      get: jest.fn(async () => annotations && application(annotations)),
      refresh: jest.fn(async () => {}),
      sync: jest.fn(async () => {}),
    };
    return {
      argo,
      authorized: authority(config, { argo }).portsFor(who, stage).argo,
    };
  }
  const update = { correlationId: 'p', reason: 'r' };
  const KARGO = { 'kargo.akuity.io/authorized-stage': 'storefront:prod' };

  it('and sees nothing of it, and sets nothing off', async () => {
    const { argo, authorized } = argoFor(pipeline('mine', 'storefront'), KARGO);
    const refused =
      /storefront-prod does not authorize this Stage; its annotation waybill\/authorized-stage would have to list component:default\/mine:prod/;
    await expect(authorized.get(ref, signal)).rejects.toThrow(refused);
    await expect(authorized.refresh(ref, 'hard', signal)).rejects.toThrow(
      refused,
    );
    await expect(
      authorized.sync(ref, application({}), update, signal),
    ).rejects.toThrow(refused);
    await expect(authorized.get(ref, signal)).rejects.not.toThrow(
      'secret-project',
    );
    expect(argo.refresh).not.toHaveBeenCalled();
    expect(argo.sync).not.toHaveBeenCalled();
  });

  it.each([
    ['the component of that name in default', pipeline('storefront'), {}, true],
    [
      'another kind of that name',
      pipeline('storefront', 'storefront', {
        entityRef: 'api:default/storefront',
      }),
      {},
      false,
    ],
    [
      'another namespace',
      pipeline('storefront', 'storefront', {
        entityRef: 'component:team/storefront',
      }),
      {},
      false,
    ],
    [
      'an entity that the platform binds',
      pipeline('shop', 'storefront'),
      { projects: [{ name: 'storefront', entity: 'component:shop' }] },
      true,
    ],
    [
      'the component of that name, where the platform binds another',
      pipeline('storefront'),
      {
        projects: [{ name: 'storefront', entity: 'component:default/shop' }],
      },
      false,
    ],
  ])(
    "Kargo's annotation and the name of its project: %s",
    async (_, who, config, allowed) => {
      const { authorized } = argoFor(who, KARGO, config);
      const answer = await authorized.get(ref, signal).then(
        () => 'allowed',
        error => error.name,
      );
      expect(answer).toBe(allowed ? 'allowed' : 'NotAllowedError');
    },
  );

  it('with consent that has been taken back since', async () => {
    const OURS = {
      'waybill/authorized-stage': 'component:default/mine:prod',
    };
    const { argo, authorized } = argoFor(pipeline('mine'), OURS);
    await authorized.sync(ref, application(OURS), update, signal);
    expect(argo.sync).toHaveBeenCalledTimes(1);
    await expect(
      authorized.sync(ref, application(OURS, '0'), update, signal),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    expect(argo.sync).toHaveBeenCalledTimes(1);
  });

  it('through an instance that is not configured, or as no Stage at all', async () => {
    const OURS = {
      'waybill/authorized-stage': 'component:default/mine:prod',
    };
    const { argo, authorized } = argoFor(pipeline('mine'), OURS);
    await expect(
      authorized.get({ ...ref, instance: 'x' }, signal),
    ).rejects.toThrow('no Argo CD instance "x"');
    expect(argo.get).not.toHaveBeenCalled();
    const { authorized: nobody } = argoFor(pipeline('mine'), OURS, {}, '');
    await expect(nobody.get(ref, signal)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });

  it('which is not there: that much it may know', async () => {
    const { authorized } = argoFor(pipeline('mine'), undefined);
    expect(await authorized.get(ref, signal)).toBeUndefined();
  });
});
