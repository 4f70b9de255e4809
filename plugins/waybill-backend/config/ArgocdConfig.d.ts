/** Where Argo CD is. A Stage's `shard` names an instance; the first one is the default. */
export interface ArgocdConfig {
  instances?: Array<{
    name: string;
    /** Namespaces in which its Applications are watched and may be operated. Default: argocd. */
    namespaces?: string[];
    /** The Kubernetes API of its cluster: one of `server`, `kubeconfig` and `inCluster`. */
    kubernetes: {
      /** https, or plain http on this machine. */
      server?: string;
      /** @visibility secret */
      token?: string;
      /** The authority's certificate, PEM in base64. */
      caData?: string;
      /** Default: false. */
      skipTLSVerify?: boolean;
      /** A kubeconfig file. */
      kubeconfig?: string;
      /** A context of that file. Default: its current one. */
      context?: string;
      /** As the service account of the pod this runs in. */
      inCluster?: boolean;
    };
    /**
     * Argo CD's own API, for previews: what runs, compared with what a promotion would make of it. It is only read. Default: previews do
     * without.
     */
    api?: {
      /** https, or plain http on this machine. */
      url: string;
      /**
       * Of an account or a project's role that may `get` the Applications.
       *
       * @visibility secret
       */
      token?: string;
      /** The authority's certificate, PEM in base64. */
      caData?: string;
      /** Default: false. */
      skipTLSVerify?: boolean;
    };
  }>;
}
