/** Tells when an Argo CD Application has changed, so that Stages and Promotions look again at once. Polling stays correct alone. */
export interface ApplicationWatchPort {
  /** Called with the instance, namespace and name of what changed. */
  start(
    onChange: (changed: {
      instance: string;
      namespace: string;
      name: string;
    }) => void,
  ): Promise<void>;
  stop(): Promise<void>;
}
