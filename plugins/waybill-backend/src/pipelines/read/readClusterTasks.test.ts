import { ConfigReader } from '@backstage/config';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readClusterTasks } from './readClusterTasks';
import { parseDefinition } from '../parse/parseDefinition';

const TASK = `apiVersion: kargo.akuity.io/v1alpha1
kind: ClusterPromotionTask
metadata:
  name: open-and-wait
spec:
  vars:
    - name: repoURL
    - name: base
      value: main
  steps:
    - uses: git-open-pr
      as: pr
      config:
        repoURL: \${{ vars.repoURL }}
        targetBranch: \${{ vars.base }}
    - uses: git-wait-for-pr
      config:
        prNumber: \${{ task.outputs.pr.pr.id }}
`;

const PIPELINE = (task: string) => `apiVersion: kargo.akuity.io/v1alpha1
kind: Warehouse
metadata: { name: main, namespace: shop }
spec:
  subscriptions: [{ image: { repoURL: registry.example.com/web } }]
---
apiVersion: kargo.akuity.io/v1alpha1
kind: Stage
metadata: { name: dev, namespace: shop }
spec:
  requestedFreight: [{ origin: { name: main }, sources: { direct: true } }]
  promotionTemplate:
    spec:
      steps:
${task}`;

const USED = PIPELINE(`        - as: deliver
          task: { name: open-and-wait, kind: ClusterPromotionTask }
          vars: [{ name: repoURL, value: https://git.example.com/a/b }]
`);

describe('cluster tasks of the platform', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'waybill-tasks-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function read(...texts: string[]) {
    const files = texts.map((text, index) => {
      const path = join(folder, `${index}.yaml`);
      writeFileSync(path, text);
      return path;
    });
    return readClusterTasks(
      new ConfigReader({ waybill: { clusterPromotionTasks: files } }),
      ['git-open-pr', 'git-wait-for-pr'],
    );
  }
  const parse = (text: string, clusterTasks = read(TASK)) =>
    parseDefinition(
      [{ path: 'waybill.yaml', text }],
      {},
      {
        argoInstances: [],
        clusterTasks,
      },
    );

  it('are steps of every pipeline that uses them', () => {
    const { definition, errors } = parse(USED);
    expect(errors).toEqual([]);
    expect(definition?.stages[0].steps).toEqual([
      expect.objectContaining({
        uses: 'git-open-pr',
        as: 'deliver::pr',
        vars: [
          { name: 'base', value: 'main' },
          { name: 'repoURL', value: 'https://git.example.com/a/b' },
        ],
      }),
      expect.objectContaining({
        uses: 'git-wait-for-pr',
        as: 'deliver::step-2',
      }),
    ]);
  });

  it('are not there when the platform names none', () => {
    expect(parse(USED, []).errors).toEqual([
      {
        file: 'waybill.yaml',
        line: 16,
        column: 25,
        message: expect.stringContaining(
          'ClusterPromotionTask "open-and-wait" was not found',
        ),
      },
    ]);
  });

  it('cannot be replaced by a pipeline’s own', () => {
    expect(parse(`${TASK}---\n${USED}`).errors).toEqual([
      {
        file: 'waybill.yaml',
        line: 4,
        column: 9,
        message: expect.stringMatching(
          /platform has a ClusterPromotionTask "open-and-wait" already.*PromotionTask/,
        ),
      },
    ]);
  });

  it.each([
    ['another kind', TASK.replace('Cluster', ''), /:1:1: Expected a Cluster/],
    [
      'an unknown field',
      `${TASK}  surprise: 1\n`,
      /:19:3: spec: unknown field/,
    ],
    [
      'an unknown step',
      TASK.replace('git-open-pr', 'nope'),
      /:11:13: There is/,
    ],
    [
      'a task in a task',
      TASK.replace('uses: git-open-pr', 'task: {name: x}'),
      /:11:/,
    ],
    [
      'a namespace',
      TASK.replace('  name: open', '  namespace: x\n  name: open'),
      /namespace/,
    ],
    ['what is no YAML', 'a: [', /:\d+:\d+: Not valid YAML/],
  ])('are refused with their place: %s', (_, text, expected) => {
    expect(() => read(text)).toThrow(expected);
  });

  it('are refused when there are two of one name', () => {
    expect(() => read(TASK, TASK)).toThrow(/stands already in .*0\.yaml/);
  });

  it('are refused when a file is not there', () => {
    expect(() =>
      readClusterTasks(
        new ConfigReader({ waybill: { clusterPromotionTasks: ['no.yaml'] } }),
        undefined,
      ),
    ).toThrow(/clusterPromotionTasks: cannot read .*no\.yaml/);
  });
});
