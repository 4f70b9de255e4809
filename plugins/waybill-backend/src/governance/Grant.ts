import { Audience } from './Audience';

/** One element of `waybill.git.allow`. Absent lists limit nothing. */
export interface Grant extends Audience {
  repos: string[];
  branches?: string[];
  paths?: string[];
  /** Name of the key in `waybill.git.signing` that commits and tags are signed with. */
  signingKey?: string;
}
