/** Never logged, never answered, never put on a command line. */
export type Credential =
  | { type: 'basic'; username: string; password: string }
  | { type: 'bearer'; token: string };

/** The one question: which credential for this URL, for this pipeline. */
export interface CredentialsPort {
  find(options: {
    /** `chart`: a classic chart repository; one in a registry is an `image`. */
    kind: 'git' | 'image' | 'chart' | 'host-api';
    url: string;
    pipelineId?: string;
  }): Promise<Credential | undefined>;
}
