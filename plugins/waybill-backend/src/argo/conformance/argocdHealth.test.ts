import { existsSync, readFileSync } from 'fs';
import { resolve } from 'path';
import { HealthStatus } from '@waybill/backstage-plugin-waybill-common';
import { Application } from '@waybill/backstage-plugin-waybill-node';
import { applicationHealth } from '../health/applicationHealth';
import { createStageHealth } from '../health/createStageHealth';
import { worstHealth } from '../health/worstOf';
import { syncPatch } from '../syncPatch';

interface Case {
  name: string;
  application?: Application | null;
  desiredRevisions?: string[];
  states?: HealthStatus[];
  checks?: { kind: string }[];
  source?: object;
  syncPolicy?: object | null;
  actor?: string;
  promotion?: string;
  expect: {
    health?: HealthStatus;
    issues?: string[];
    refreshAnnotation?: string;
    operationState?: null;
    operation?: { sync: object; retry?: object };
  };
}

const FILE = resolve(
  __dirname,
  '../../../../../../shared/conformance/argocd-health.json',
);
const found = existsSync(FILE);
const cases: Case[] = found ? JSON.parse(readFileSync(FILE, 'utf8')).cases : [];
const area = (name: string) =>
  cases.filter(one => one.name.startsWith(`${name}: `));

/**
 * Kargo's answers. Sentences are Waybill's own, so that of issues their number is compared. Cases of areas that are not of
 * this room (when an update is due, authorisation, updates of sources, a step's status) are run where those are.
 */
describe('conformance: argocd-health.json', () => {
  it('has its cases beside the checkout, in ../shared/conformance', () => {
    if (!found && !process.env.CI) {
      process.stderr.write(`Conformance cannot run: ${FILE} is not there\n`);
      return;
    }
    expect(area('health').length).toBeGreaterThan(0);
  });

  it.each(area('health').map(one => [one.name, one]))('%s', (_, one) => {
    const { health } = applicationHealth(one.application ?? undefined, {
      name: 'app',
      namespace: 'argocd',
      desired: one
        .desiredRevisions!.map((revision, index) => ({ revision, index }))
        .filter(({ revision }) => revision !== ''),
      now: new Date('2024-01-01T01:00:00Z'),
    });
    expect(health).toEqual({
      status: one.expect.health,
      issues: one.expect.issues!.map(() => expect.any(String)),
    });
  });

  it.each(area('aggregate').map(one => [one.name, one]))(
    '%s',
    async (_, one) => {
      const health = one.states
        ? worstHealth(one.states.map(status => ({ status, issues: [] })))
        : await lookAt(one.checks!.map(({ kind }) => kind));
      expect(health.status).toBe(one.expect.health);
      expect(health.issues).toHaveLength(one.expect.issues?.length ?? 0);
    },
  );

  it.each(area('sync request').map(one => [one.name, one]))('%s', (_, one) => {
    const application = {
      metadata: { name: 'app', namespace: 'argocd', resourceVersion: '1' },
      spec: { source: one.source, syncPolicy: one.syncPolicy ?? undefined },
      status: {},
    } as Application;
    const { sync: wanted, retry } = one.expect.operation!;
    // Kargo writes an empty list of revisions; leaving it out says the same. Its names are Kargo's, ours are ours.
    const { revisions: pinned, ...sync } = wanted as { revisions: [] };
    expect(pinned).toEqual([]);
    expect(
      syncPatch(application, {
        correlationId: one.promotion!,
        reason: 'why',
        automated: one.actor === '',
      }),
    ).toMatchObject({
      metadata: {
        annotations: {
          'argocd.argoproj.io/refresh': one.expect.refreshAnnotation,
        },
      },
      status: { operationState: one.expect.operationState },
      operation: {
        initiatedBy: { username: 'waybill', automated: one.actor === '' },
        info: [
          { name: 'Reason', value: 'why' },
          { name: 'Waybill-Promotion', value: one.promotion },
        ],
        sync,
        ...(retry ? { retry } : {}),
      },
    });
  });
});

function lookAt(kinds: string[]) {
  const never = () => {
    throw new Error('there is nothing to ask');
  };
  return createStageHealth()
    .look({
      checks: kinds.map(uses => ({ uses, config: {} })),
      ports: {
        argo: { get: never, list: never, refresh: never, sync: never },
        git: {
          open: never,
          resolve: never,
          pushRules: never,
          inTurn: never,
          findByTrailer: never,
          contains: never,
          changedPaths: never,
        },
      },
      now: new Date(),
      signal: new AbortController().signal,
    })
    .then(({ health }) => health);
}
