import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { mockServices } from '@backstage/backend-test-utils';
import {
  JsonObject,
  VerificationDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import { Argo, startArgo } from '@waybill/sandbox';
import { createArgo } from '../argo';
import { createAuthority } from '../governance';
import { UncheckedPorts, VerificationStart } from '../ports';
import { entityOf, freightOf, stageOf } from '../store/testing/fixtures';
import { createVerifier } from './createVerifier';

const { signal } = new AbortController();
const MINE = { entities: ['component:default/guestbook'] };
const GRANT = { namespaces: ['guestbook'], ...MINE };

describe('createVerifier, on an API of Kubernetes', () => {
  let directory: string;
  let argo: Argo;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'verifier-'));
    argo = await startArgo({
      directory,
      port: 0,
      resolveRepository: () => undefined,
      delays: { measure: 30 },
    });
    template('smoke', {
      args: [{ name: 'url' }, { name: 'tries', value: '3' }],
      metrics: [{ name: 'smoke', provider: { job: { spec: {} } } }],
    });
    template('again', { metrics: [{ name: 'smoke' }] });
    template('other-url', {
      args: [{ name: 'tries', value: '4' }],
      metrics: [{ name: 'other' }],
    });
    template('empty', { templates: [{ templateName: 'nowhere' }] });
    template('round', {
      metrics: [{ name: 'round' }],
      templates: [{ templateName: 'load', clusterScope: true }],
    });
    argo.apply({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ClusterAnalysisTemplate',
      metadata: { name: 'load' },
      spec: {
        metrics: [{ name: 'load' }],
        dryRun: [{ metricName: 'load' }],
        templates: [{ templateName: 'round' }],
      },
    });
  });

  afterAll(async () => {
    await argo.close();
    await rm(directory, { recursive: true, force: true });
  });

  function template(name: string, spec: JsonObject) {
    argo.apply({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name, namespace: 'guestbook' },
      spec,
    });
  }
  function verifier(waybill: object = { analysis: { allow: [GRANT] } }) {
    const config = mockServices.rootConfig({
      data: {
        waybill: {
          argocd: {
            instances: [{ name: 'main', kubernetes: { server: argo.url } }],
          },
          configMaps: [
            { name: 'urls', ...MINE, data: { host: 'example.com' } },
          ],
          secrets: [{ name: 'token', ...MINE, data: { value: 'very-secret' } }],
          ...waybill,
        },
      } as never,
    });
    const logger = mockServices.logger.mock();
    const { analysisRuns } = createArgo({ config, logger });
    return createVerifier({
      authority: createAuthority({
        config,
        logger,
        analysisRuns,
        ports: () => ({} as UncheckedPorts),
      }),
    });
  }
  const asking = (
    id: string,
    verification: Partial<VerificationDefinition>,
    project = 'guestbook',
  ): VerificationStart => ({
    pipeline: { pipelineId: 'p1', entity: entityOf('guestbook'), project },
    stage: stageOf('test', [], {
      verification: {
        analysisTemplates: [{ kind: 'AnalysisTemplate', name: 'smoke' }],
        args: [{ name: 'url', value: 'http://guestbook.${{ ctx.stage }}.svc' }],
        vars: [],
        labels: {},
        annotations: {},
        ...verification,
      },
    }),
    id,
    freight: [freightOf(1, new Date(0))],
    signal,
  });
  async function read(name: string) {
    const response = await fetch(
      `${argo.url}/apis/argoproj.io/v1alpha1/namespaces/guestbook/analysisruns/${name}`,
    );
    return (await response.json()) as { metadata: object; spec: JsonObject };
  }

  it('starts a run of the templates, with the Stage’s arguments, and tells what becomes of it', async () => {
    const started = await verifier().start(
      asking('test.01.f1', {
        vars: [{ name: 'host', value: '${{ configMap("urls").host }}' }],
        args: [
          { name: 'url', value: 'http://${{ ctx.stage }}.${{ vars.host }}' },
          { name: 'unknown', value: 'left out' },
          { name: 'tries' },
        ],
        labels: { team: 'a', 'waybill/stage': 'mine' },
        annotations: { note: 'n' },
      }),
    );
    const ref = { namespace: 'guestbook', name: 'test.01.f1' };
    expect(started).toEqual({ phase: 'Pending', analysisRun: ref });
    expect(await read('test.01.f1')).toMatchObject({
      metadata: {
        labels: { team: 'a', 'waybill/stage': 'test' },
        annotations: {
          note: 'n',
          'waybill/entity': 'component:default/guestbook',
          'waybill/verification': 'test.01.f1',
        },
      },
      spec: {
        args: [
          { name: 'url', value: 'http://test.example.com' },
          { name: 'tries', value: '3' },
        ],
        metrics: [{ name: 'smoke', provider: { job: { spec: {} } } }],
      },
    });
    const { pipeline } = asking('', {});
    const ended = async () => {
      for (;;) {
        const found = await verifier().look(pipeline, ref, signal);
        if (found?.finishedAt) return found;
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    };
    expect(await ended()).toEqual({
      phase: 'Successful',
      analysisRun: ref,
      finishedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  it('finds its own run, whatever has become of the templates, and takes nobody else’s for it', async () => {
    await verifier().start(asking('test.02.f1', {}));
    const again = asking('test.02.f1', {
      analysisTemplates: [{ kind: 'AnalysisTemplate', name: 'gone' }],
    });
    expect(await verifier().start(again)).toMatchObject({
      analysisRun: { name: 'test.02.f1' },
    });
    argo.apply({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisRun',
      metadata: { name: 'test.03.f1', namespace: 'guestbook' },
      spec: { metrics: [{ name: 'x' }] },
    });
    await expect(verifier().start(asking('test.03.f1', {}))).rejects.toThrow(
      /test\.03\.f1 is somebody else's/,
    );
  });

  it('reads templates that templates refer to, in a circle too', async () => {
    await verifier().start(
      asking('test.04.f1', {
        analysisTemplates: [{ kind: 'ClusterAnalysisTemplate', name: 'load' }],
      }),
    );
    expect((await read('test.04.f1')).spec).toMatchObject({
      metrics: [{ name: 'round' }, { name: 'load' }],
      dryRun: [{ metricName: 'load' }],
    });
  });

  const named = (...names: string[]) => ({
    analysisTemplates: names.map(name => ({
      kind: 'AnalysisTemplate' as const,
      name,
    })),
  });
  it.each<[string, Partial<VerificationDefinition>, RegExp]>([
    ['a template is not there', named('gone'), /no AnalysisTemplate "gone"/],
    ['one that it refers to is not', named('empty'), /"nowhere"/],
    [
      'two metrics have one name',
      named('smoke', 'again'),
      /same name: "smoke"/,
    ],
    [
      'an argument has two values',
      named('smoke', 'other-url'),
      /"tries" specified multiple times with different values: "3", "4"/,
    ],
    ['an argument has none', { args: [] }, /args\.url was not resolved/],
    [
      'an argument is no text',
      { args: [{ name: 'url', value: '${{ 42 }}' }] },
      /spec\.verification\.args of test, "url": expected a text, found 42/,
    ],
    [
      'an argument would show a secret',
      { args: [{ name: 'url', value: '${{ secret("token").value }}' }] },
      /secrets are not for arguments/,
    ],
    [
      'an expression asks for metadata',
      { args: [{ name: 'url', value: '${{ stageMetadata("x") }}' }] },
      /stageMetadata\(\) is not there for verifications/,
    ],
  ])('does not start where %s', async (_, verification, problem) => {
    await expect(
      verifier().start(asking('test.99.f1', verification)),
    ).rejects.toThrow(problem);
    expect(await read('test.99.f1')).toMatchObject({ code: 404 });
  });

  it.each<[string, object, string]>([
    ['nothing is granted', {}, 'guestbook'],
    [
      'another entity may',
      { analysis: { allow: [{ ...GRANT, entities: ['component:*/other'] }] } },
      'guestbook',
    ],
    [
      'another instance may',
      { analysis: { allow: [{ ...GRANT, instances: ['backup'] }] } },
      'guestbook',
    ],
    ['another namespace may', { analysis: { allow: [GRANT] } }, 'kube-system'],
    [
      'the project is another entity’s',
      {
        analysis: { allow: [GRANT] },
        projects: [{ name: 'guestbook', entity: 'component:default/other' }],
      },
      'guestbook',
    ],
  ])('reaches nothing where %s', async (_, waybill, project) => {
    const { pipeline, ...rest } = asking('test.98.f1', {}, project);
    const refused = { name: 'NotAllowedError' };
    const run = { namespace: pipeline.project, name: 'test.01.f1' };
    const denied = verifier(waybill);
    await expect(denied.start({ pipeline, ...rest })).rejects.toMatchObject(
      refused,
    );
    await expect(denied.look(pipeline, run, signal)).rejects.toMatchObject(
      refused,
    );
    await expect(denied.stop(pipeline, run, signal)).rejects.toMatchObject(
      refused,
    );
  });

  it('has a run end, and says when nobody answers', async () => {
    argo.setFault('analysis-hangs', true);
    const { pipeline } = asking('', {});
    const { analysisRun } = await verifier().start(asking('test.05.f1', {}));
    await verifier().stop(pipeline, analysisRun!, signal);
    expect((await read('test.05.f1')).spec.terminate).toBe(true);
    await verifier().stop(
      pipeline,
      { ...analysisRun!, name: 'long.gone' },
      signal,
    );
    argo.setFault('analysis-hangs', false);
    argo.setFault('error-500', true);
    await expect(
      verifier().look(pipeline, analysisRun!, signal),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    argo.setFault('error-500', false);
    const gone = { namespace: 'guestbook', name: 'long.gone' };
    expect(await verifier().look(pipeline, gone, signal)).toBeUndefined();
  });
});
