import { anything, flag, list, object, text } from './Schema';

const kinds = list(object({ group: text, kind: text }, ['group', 'kind']));

/** The fields of an AppProject that are kept; the controller does not enforce them. */
export const appProjectSchema = object(
  {
    apiVersion: text,
    kind: text,
    metadata: anything,
    spec: object({
      description: text,
      sourceRepos: list(text),
      sourceNamespaces: list(text),
      destinations: list(object({ server: text, namespace: text, name: text })),
      clusterResourceWhitelist: kinds,
      clusterResourceBlacklist: kinds,
      namespaceResourceWhitelist: kinds,
      namespaceResourceBlacklist: kinds,
      orphanedResources: anything,
      permitOnlyProjectScopedClusters: flag,
      roles: anything,
      syncWindows: anything,
      signatureKeys: anything,
      destinationServiceAccounts: anything,
    }),
    status: anything,
  },
  ['metadata', 'spec'],
);
