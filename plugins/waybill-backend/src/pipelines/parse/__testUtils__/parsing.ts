import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseDefinition } from '../parseDefinition';

export const testdata = (name: string) =>
  readFileSync(resolve(__dirname, '../../testdata', name), 'utf8');

export const available = {
  steps: [
    'git-clone',
    'git-clear',
    'copy',
    'kustomize-set-image',
    'kustomize-build',
    'yaml-update',
    'git-commit',
    'git-push',
    'git-open-pr',
    'git-wait-for-pr',
    'argocd-update',
    'fail',
  ],
  argoInstances: ['emea'],
};

export function parse(text: string, variables: Record<string, string> = {}) {
  return parseDefinition(
    [{ path: 'waybill.yaml', text }],
    variables,
    available,
  );
}

/** `line:column message` of each error. */
export function errorsOf(text: string, variables?: Record<string, string>) {
  return parse(text, variables).errors.map(
    ({ line, column, message }) => `${line}:${column} ${message}`,
  );
}

export const WAREHOUSE = `apiVersion: kargo.akuity.io/v1alpha1
kind: Warehouse
metadata: { name: w, namespace: p }
spec:
  subscriptions:
    - image: { repoURL: registry.example.com/app }
---
`;

export const stage = (spec: string, name = 's', namespace = 'p') =>
  `apiVersion: kargo.akuity.io/v1alpha1
kind: Stage
metadata: { name: ${name}, namespace: ${namespace} }
spec:
${spec}
`;
export const DIRECT =
  '  requestedFreight: [{ origin: { name: w }, sources: { direct: true } }]';
