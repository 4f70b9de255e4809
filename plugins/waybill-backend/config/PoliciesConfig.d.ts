/** Rules of the platform. Any other key than these is refused at the start. */
export interface PoliciesConfig {
  default?: {
    /**
     * Whether the auto-promotion that a pipeline's ProjectConfig asks for takes place. Default: forbid, since everyone who can edit
     * a pipeline can ask for it.
     */
    autoPromotion?: 'allow' | 'forbid';
    /**
     * When a Stage goes back by itself to the last Freight that ran and was verified there. A rollback is never rolled back, and holds
     * auto-promotion like one of a person's; what was rolled away from is not promoted there by itself until a person promotes it or
     * resumes auto-promotion. Default: never.
     */
    automaticRollback?: {
      on: Array<'FailedPromotion' | 'FailedVerification'>;
      /** A failure that is older is left to people. Default: 20m. */
      ignoreFailuresOlderThan?: string;
    };
  };
}
