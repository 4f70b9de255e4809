import { ChangelogPort } from '@waybill/backstage-plugin-waybill-node';

/** Why a repository may not be read with the platform's credentials; undefined: it may. */
export type MayRead = (repoURL: string) => string | undefined;

type Checked<T extends (options: never) => unknown> = (
  options: Parameters<T>[0] & { mayRead: MayRead },
) => ReturnType<T>;

/** The changelog, told by each caller what the platform grants. */
export interface UncheckedChangelogPort {
  between: Checked<ChangelogPort['between']>;
  sinceStage: Checked<ChangelogPort['sinceStage']>;
}
