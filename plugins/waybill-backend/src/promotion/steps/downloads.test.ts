import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import {
  promotionOf,
  promotionWorld,
  REPO,
  step,
} from '../testing/promotionWorld';

const URL = 'https://files.example.com/app.yaml';
const IMAGE = 'registry.example.com/app:1';
const DIGEST = `sha256:${'a'.repeat(64)}`;

/** Something that waits once, so that the workspace has to be built again. */
function pause(): StepDefinition {
  let looks = 0;
  return {
    id: 'pause',
    kind: 'outside',
    usesWorkspace: false,
    schema: z.looseObject({}),
    plan: async () => ({ summary: '', effects: [] }),
    async run() {
      looks += 1;
      return looks > 1
        ? { status: 'Succeeded' }
        : { status: 'Running', message: 'x', retryAfterSeconds: 1 };
    },
  };
}

function worldOf(uses: string, config: JsonObject) {
  return promotionWorld({
    files: { a: 'x' },
    steps: [pause()],
    record: promotionOf([
      step('git-clone', { repoURL: REPO, checkout: [{ path: 'src' }] }),
      step(uses, config),
      step('pause', {}),
      step('git-commit', { path: 'src', message: 'm' }),
      step('git-push', { path: 'src' }),
    ]),
  });
}

describe('http-download', () => {
  const config = { url: URL, outPath: 'src/app.yaml' };

  it('puts what it downloads into the workspace', async () => {
    const world = worldOf('http-download', config);
    world.services.answer = () => ({ body: Buffer.from('a: 1\n') });
    await expect(world.finish()).resolves.toMatchObject({ phase: 'Succeeded' });
    expect(world.git.file(REPO, 'main', 'app.yaml')).toBe('a: 1\n');
    expect(world.services.requests[0]).toMatchObject({
      method: 'GET',
      timeoutSeconds: 300,
      limitBytes: 100 * 1024 * 1024,
    });
  });

  it('does not go on with another content than it began with', async () => {
    const world = worldOf('http-download', config);
    world.services.answer = () => ({
      body: Buffer.from(String(world.services.requests.length)),
    });
    await expect(world.finish()).resolves.toMatchObject({
      phase: 'Failed',
      message: expect.stringMatching(
        /no longer what this promotion downloaded first/,
      ),
    });
  });

  it('overwrites a file only when it may', async () => {
    const there = { url: URL, outPath: 'src/a' };
    const refused = worldOf('http-download', there);
    await expect(refused.finish()).resolves.toMatchObject({
      phase: 'Failed',
      message: expect.stringMatching(/There is a file at "src\/a"/),
    });
    expect(refused.services.requests).toEqual([]);
    const world = worldOf('http-download', { ...there, allowOverwrite: true });
    world.services.answer = () => ({ body: Buffer.from('y') });
    await world.finish();
    expect(world.git.file(REPO, 'main', 'a')).toBe('y');
  });

  it('says why a server refuses', async () => {
    const world = worldOf('http-download', {
      ...config,
      errorExpression: 'response.body.error',
    });
    world.services.answer = () => ({
      status: 403,
      body: Buffer.from('{"error":"over quota"}'),
    });
    await expect(world.finish()).resolves.toMatchObject({
      message: `Step "http-download": HTTP request failed with status 403: "over quota" (${URL})`,
    });
  });
});

describe('oci-download', () => {
  it('goes on with the digest it began with, wherever the tag goes', async () => {
    const world = worldOf('oci-download', {
      imageRef: IMAGE,
      outPath: 'src/chart.tgz',
    });
    const { artifacts } = world.services;
    artifacts.set(IMAGE, { digest: DIGEST, content: Buffer.from('first') });
    const end = await world.finish(() => {
      artifacts.set('old', artifacts.get(IMAGE)!);
      artifacts.set(IMAGE, {
        digest: `sha256:${'b'.repeat(64)}`,
        content: Buffer.from('second'),
      });
    });
    expect(end.phase).toBe('Succeeded');
    expect(world.git.file(REPO, 'main', 'chart.tgz')).toBe('first');
  });

  it('says what there is not', async () => {
    const world = worldOf('oci-download', { imageRef: IMAGE, outPath: 'x' });
    await expect(world.finish()).resolves.toMatchObject({
      phase: 'Errored',
      message: `Step "oci-download": There is no artifact ${IMAGE}`,
    });
  });
});

describe('oci-push', () => {
  it('copies what the source stood for when it began', async () => {
    const to = 'prod.example.com/app:v1';
    const world = promotionWorld({
      files: { a: 'x' },
      record: promotionOf([
        step('oci-push', { srcRef: `oci://${IMAGE}`, destRef: `oci://${to}` }),
      ]),
    });
    const { artifacts } = world.services;
    artifacts.set(`oci://${IMAGE}`, { digest: DIGEST });
    await expect(world.finish()).resolves.toMatchObject({ phase: 'Succeeded' });
    expect(world.record.stepStates[0].output).toEqual({
      image: to,
      digest: DIGEST,
      tag: 'v1',
    });
    expect(world.record.stepStates[0].record).toEqual({
      source: `oci://registry.example.com/app@${DIGEST}`,
    });
  });
});
