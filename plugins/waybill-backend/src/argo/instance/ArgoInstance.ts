import { KubeConfig } from '@kubernetes/client-node';

/** One Argo CD, by the Kubernetes API of the cluster it lives in. */
export interface ArgoInstance {
  name: string;
  /** Where its Applications may be. */
  namespaces: string[];
  /** Address of the Kubernetes API, for messages. */
  server: string;
  kubeConfig: KubeConfig;
}
