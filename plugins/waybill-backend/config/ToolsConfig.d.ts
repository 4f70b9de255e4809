/** Programs that render manifests, for the steps `kustomize-build`, `helm-template` and `jsonnet`. */
export interface ToolsConfig {
  /**
   * Whether they may fetch what kustomizations and charts name, from wherever those say. Default: false.
   */
  network?: boolean;
  kustomize?: {
    /** Absolute. Default: the first on the path. */
    path?: string;
  };
  helm?: {
    /** Absolute. Default: the first on the path. */
    path?: string;
  };
  jsonnet?: {
    /** Absolute. Default: the first on the path. */
    path?: string;
  };
}
