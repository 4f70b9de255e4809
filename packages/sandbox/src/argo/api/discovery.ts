import { apiVersionOf, ResourceType, resourceTypes } from '../ResourceType';

const VERBS = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

/** Answers what a client asks before anything else: versions, groups, resources. Undefined: not such a question. */
export function discovery(path: string): unknown {
  switch (path) {
    case '/version':
      return {
        major: '1',
        minor: '32',
        gitVersion: 'v1.32.0+waybill-sandbox',
        gitCommit: '',
        gitTreeState: 'clean',
        buildDate: '2026-01-01T00:00:00Z',
        goVersion: '',
        compiler: '',
        platform: 'linux/amd64',
      };
    case '/api':
      return { kind: 'APIVersions', versions: ['v1'] };
    case '/apis':
      return { kind: 'APIGroupList', apiVersion: 'v1', groups: [argoGroup()] };
    case '/apis/argoproj.io':
      return { apiVersion: 'v1', ...argoGroup() };
    case '/api/v1':
      return resourceList('v1');
    case '/apis/argoproj.io/v1alpha1':
      return resourceList('argoproj.io/v1alpha1');
    default:
      return undefined;
  }
}

function argoGroup() {
  const version = {
    groupVersion: 'argoproj.io/v1alpha1',
    version: 'v1alpha1',
  };
  return {
    kind: 'APIGroup',
    name: 'argoproj.io',
    versions: [version],
    preferredVersion: version,
  };
}

function resourceList(groupVersion: string) {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion,
    resources: resourceTypes
      .filter(type => apiVersionOf(type) === groupVersion)
      .map(toResource),
  };
}

function toResource(type: ResourceType) {
  return {
    name: type.plural,
    singularName: type.singular,
    namespaced: type.namespaced,
    kind: type.kind,
    verbs: VERBS,
    shortNames: type.shortNames,
  };
}
