import { PromotionView } from '@waybill/backstage-plugin-waybill-common';
import { Demo, startDemo } from './testing/startDemo';
import { eventually } from './testing/eventually';

jest.setTimeout(600_000);

const CONFIG = 'acme/storefront-config';

describe('the whole line, driven from outside', () => {
  let demo: Demo;
  const tagOf = (stage: string) =>
    demo.git(CONFIG, 'show', `main:overlays/${stage}/kustomization.yaml`);
  const promoteAndWait = async (
    stage: string,
    freight: string,
  ): Promise<PromotionView> => {
    const { status, body } = await demo.service.promote(
      'storefront',
      stage,
      freight,
    );
    expect({ status, body }).toMatchObject({ status: 201 });
    return demo.service.ended(body.id);
  };

  beforeAll(async () => {
    demo = await startDemo();
  });

  afterAll(async () => {
    await demo?.stop();
  });

  it('carries a pushed image from dev to prod and rolls prod back, with exactly these commits', async () => {
    const before = Number(
      await demo.git(CONFIG, 'rev-list', '--count', 'main'),
    );
    const old = await demo.service.freightWithTag('storefront', '1.26.0');
    await demo.control('push-image', {
      repository: 'library/nginx',
      tag: '1.27.1',
    });
    const fresh = await demo.service.freightWithTag('storefront', '1.27.1');

    const refused = await demo.service.promote('storefront', 'uat', fresh.id);
    expect(refused).toMatchObject({
      status: 409,
      body: { gates: [{ code: 'NotVerifiedUpstream', effect: 'refuse' }] },
    });

    const ids: string[] = [];
    const prNumbers: number[] = [];
    for (const freight of [old, fresh]) {
      for (const stage of ['dev', 'uat']) {
        const done = await promoteAndWait(stage, freight.id);
        expect(done).toMatchObject({ phase: 'Succeeded' });
        ids.push(done.id);
        await demo.service.verified('storefront', stage, freight.id);
        expect(await tagOf(stage)).toContain(freight.images[0].tag);
      }
      const { body } = await demo.service.promote(
        'storefront',
        'prod',
        freight.id,
      );
      const waiting = await eventually('the pull request', async () => {
        const promotion = await demo.service.promotion(body.id);
        return promotion.pullRequest && promotion;
      });
      const { number } = waiting.pullRequest!;
      await demo.control('merge', { repository: CONFIG, number });
      expect(await demo.service.ended(body.id)).toMatchObject({
        phase: 'Succeeded',
      });
      ids.push(body.id);
      prNumbers.push(number);
      await demo.service.verified('storefront', 'prod', freight.id);
      expect(await tagOf('prod')).toContain(freight.images[0].tag);
    }

    const rollback = await demo.service.rollback('storefront', 'prod', {
      reason: 'cart errors',
    });
    expect(rollback).toMatchObject({
      status: 201,
      body: { rollback: true, freight: old.id },
    });
    const opened = await eventually('the rollback’s pull request', async () => {
      const promotion = await demo.service.promotion(rollback.body.id);
      return promotion.pullRequest ?? undefined;
    });
    await demo.control('merge', { repository: CONFIG, number: opened.number });
    expect(await demo.service.ended(rollback.body.id)).toMatchObject({
      phase: 'Succeeded',
    });
    ids.push(rollback.body.id);
    prNumbers.push(opened.number);
    expect(await tagOf('prod')).toContain('1.26.0');

    // Every commit that Waybill made carries its Promotion; the merges are the recorded pull requests'.
    const log = await demo.git(
      CONFIG,
      'log',
      '--reverse',
      `--skip=0`,
      '--format=%H%x09%(trailers:key=Waybill-Promotion,valueonly,separator=%x2C)%x09%s',
      'main',
    );
    const commits = log.split('\n').slice(before);
    const trailers = commits.map(line => line.split('\t')[1]).filter(Boolean);
    expect(trailers.sort()).toEqual(ids.sort());
    const merges = commits.filter(line => !line.split('\t')[1]);
    expect(merges).toHaveLength(prNumbers.length);
    for (const number of prNumbers) {
      expect(merges.some(line => line.includes(`#${number}`))).toBe(true);
    }
    await eventually('prod runs the old image, healthy', async () => {
      const stage = await demo.service.stage('storefront', 'prod');
      return (
        stage.health.status === 'Healthy' && stage.current[0].freight === old.id
      );
    });
    for (const stage of ['dev', 'uat']) {
      // They write the branch that prod writes, and stay healthy.
      expect(
        (await demo.service.stage('storefront', stage)).health.status,
      ).toBe('Healthy');
    }
  });

  it('lets each person do what the policy says, and no more', async () => {
    const [dana, olga, otto] = await Promise.all([
      demo.as('dana'),
      demo.as('olga'),
      demo.as('otto'),
    ]);
    const freight = await olga.freightWithTag('storefront', '1.27.1');
    expect((await dana.promote('storefront', 'prod', freight.id)).status).toBe(
      403,
    );
    expect(
      (
        await dana.onStage('storefront', 'prod', 'approvals', {
          freight: freight.id,
        })
      ).status,
    ).toBe(403);
    expect(
      (
        await otto.call(
          'GET',
          '/api/waybill/pipelines/component/default/storefront',
        )
      ).status,
    ).toBe(404);
    expect((await otto.promote('storefront', 'dev', freight.id)).status).toBe(
      404,
    );
    const approvalByService = await demo.service.onStage(
      'storefront',
      'prod',
      'approvals',
      {
        freight: freight.id,
      },
    );
    expect(approvalByService.status).toBe(403);
    const asOwner = await olga.promote('storefront', 'prod', freight.id, {
      reason: 'try again',
    });
    expect(asOwner).toMatchObject({
      status: 201,
      body: {
        createdBy: { type: 'user', ref: 'user:default/olga' },
        reason: 'try again',
      },
    });
    expect(
      (
        await dana.call(
          'POST',
          `/api/waybill/promotions/${asOwner.body.id}/abort`,
          {},
        )
      ).status,
    ).toBe(403);
    await olga.call(
      'POST',
      `/api/waybill/promotions/${asOwner.body.id}/abort`,
      { reason: 'no' },
    );
    expect(await olga.ended(asOwner.body.id)).toMatchObject({
      phase: 'Aborted',
    });
    const nobody = await fetch(`${demo.url}/api/waybill/pipelines`);
    expect(nobody.status).toBe(401);
  });

  it('answers a repeated request with the same Promotion', async () => {
    const { freight } = (await demo.service.stage('storefront', 'dev'))
      .current[0];
    const send = (body: object) =>
      fetch(
        `${demo.url}/api/waybill/pipelines/component/default/storefront/stages/dev/promotions`,
        {
          method: 'POST',
          headers: {
            authorization: 'Bearer acceptance-token-0123456789',
            'content-type': 'application/json',
            'idempotency-key': 'once',
          },
          body: JSON.stringify(body),
        },
      );
    const [first, second] = [await send({ freight }), await send({ freight })];
    const promotion = (await first.json()) as PromotionView;
    expect(((await second.json()) as PromotionView).id).toBe(promotion.id);
    expect((await send({ freight, reason: 'other' })).status).toBe(409);
    await demo.service.ended(promotion.id);
  });

  it('shows a broken pipeline file with its line, and what a service may not do', async () => {
    const broken = await demo.service.pipeline('broken');
    expect(broken.state).toBe('invalid');
    expect(broken.errors[0]).toMatchObject({
      file: expect.stringContaining('waybill.yaml'),
      line: expect.any(Number),
      column: expect.any(Number),
    });
  });

  it('tells anybody that its loops turn', async () => {
    const response = await fetch(`${demo.url}/api/waybill/health`);
    expect(response.status).toBe(200);
    const health = await response.json();
    expect(health).toMatchObject({ status: 'ok' });
    expect(health.loops.map((it: { name: string }) => it.name).sort()).toEqual([
      'catalog',
      'definition',
      'promotion',
      'stage',
      'warehouse',
    ]);
  });
});
