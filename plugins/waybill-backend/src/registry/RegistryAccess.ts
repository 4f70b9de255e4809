import { LocatedRepository } from './locateRepository';

/** Which repository is asked, and for whom. */
export interface RegistryAccess {
  repository: LocatedRepository;
  /** Whose credentials are used. */
  pipelineId: string;
  insecureSkipTLSVerify?: boolean;
  signal: AbortSignal;
}
