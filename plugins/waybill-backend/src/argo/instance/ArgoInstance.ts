import { KubeConfig } from '@kubernetes/client-node';
import { ArgoApi } from './ArgoApi';

/** One Argo CD, by the Kubernetes API of the cluster it lives in. */
export interface ArgoInstance {
  name: string;
  /** Where its Applications may be. */
  namespaces: string[];
  /** Address of the Kubernetes API, for messages. */
  server: string;
  kubeConfig: KubeConfig;
  /** Undefined: not configured. */
  api: ArgoApi | undefined;
}
