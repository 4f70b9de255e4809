import {
  createExtensionPoint,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { GitHost } from '../ports/GitHostPort';

/** What opens the API of a Git host. Never logged, never put into an error. @public */
export type GitHostCredential =
  | { type: 'basic'; username: string; password: string }
  | { type: 'bearer'; token: string };

/** @public */
export interface GitHostConnection {
  /** Normalised; https, or http. */
  repoURL: URL;
  integrations: ScmIntegrationRegistry;
  /** What the platform has for this repository and pipeline; undefined: nothing. */
  credential(): Promise<GitHostCredential | undefined>;
  logger: LoggerService;
}

/** One kind of Git host. @public */
export interface GitHostProvider {
  /** As in a step's `provider`. */
  id: string;
  /** Undefined: this host is none of its kind, as far as `integrations` say. Throws where they say too little. */
  connect(options: GitHostConnection): Promise<GitHost | undefined>;
}

/** @public */
export interface GitHostsExtensionPoint {
  /** Throws when the id is taken. */
  addGitHost(provider: GitHostProvider): void;
}

/** Where Git hosts with pull requests are registered, the built-in ones and those of modules. @public */
export const gitHostsExtensionPoint =
  createExtensionPoint<GitHostsExtensionPoint>({ id: 'waybill.git-hosts' });
