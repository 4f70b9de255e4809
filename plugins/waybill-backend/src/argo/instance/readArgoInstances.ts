import { KubeConfig } from '@kubernetes/client-node';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ArgoInstance } from './ArgoInstance';
import { readArgoApi } from './readArgoApi';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** `waybill.argocd.instances`, in their order; the first is the default. */
export function readArgoInstances(config: Config): ArgoInstance[] {
  const instances = (
    config.getOptionalConfigArray('waybill.argocd.instances') ?? []
  ).map(readInstance);
  const names = instances.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new InputError(
      `waybill.argocd.instances: expected different names, found '${twice}' twice`,
    );
  }
  return instances;
}

function readInstance(config: Config): ArgoInstance {
  const name = config.getString('name');
  const kubeConfig = readKubeConfig(name, config.getConfig('kubernetes'));
  const server = kubeConfig.getCurrentCluster()?.server;
  if (!server) {
    throw new InputError(
      `Argo CD instance '${name}': the kubeconfig's current context names no cluster`,
    );
  }
  const api = config.getOptionalConfig('api');
  return {
    name,
    api: api && readArgoApi(name, api),
    namespaces: config.getOptionalStringArray('namespaces') ?? ['argocd'],
    server,
    kubeConfig,
  };
}

function readKubeConfig(name: string, config: Config): KubeConfig {
  const kubeConfig = new KubeConfig();
  const server = config.getOptionalString('server');
  const file = config.getOptionalString('kubeconfig');
  const inCluster = config.getOptionalBoolean('inCluster') ?? false;
  const given = [server !== undefined, file !== undefined, inCluster];
  if (given.filter(Boolean).length !== 1) {
    throw new InputError(
      `Argo CD instance '${name}': expected exactly one of kubernetes.server, kubernetes.kubeconfig and kubernetes.inCluster`,
    );
  }
  if (inCluster) {
    kubeConfig.loadFromCluster();
    return kubeConfig;
  }
  if (file !== undefined) {
    kubeConfig.loadFromFile(file);
    const context = config.getOptionalString('context');
    if (context !== undefined) {
      if (!kubeConfig.getContextObject(context)) {
        throw new InputError(
          `Argo CD instance '${name}': there is no context '${context}' in ${file}`,
        );
      }
      kubeConfig.setCurrentContext(context);
    }
    return kubeConfig;
  }
  const { protocol, hostname } = new URL(server!);
  const isPlain = protocol === 'http:';
  if (isPlain && !LOOPBACK.includes(hostname)) {
    throw new InputError(
      `Argo CD instance '${name}': expected an https address, found ${server}; plain http is for this machine only, since it would show the token to the network`,
    );
  }
  kubeConfig.loadFromOptions({
    clusters: [
      {
        name,
        server,
        caData: config.getOptionalString('caData'),
        // The client refuses plain http without it.
        skipTLSVerify:
          isPlain || (config.getOptionalBoolean('skipTLSVerify') ?? false),
      },
    ],
    users: [{ name, token: config.getOptionalString('token') }],
    contexts: [{ name, cluster: name, user: name }],
    currentContext: name,
  });
  return kubeConfig;
}
