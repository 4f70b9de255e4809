import { Audience } from './Audience';

/**
 * What `secret("name")` and `sharedSecret("name")` give to expressions in pipelines. What they give is taken out of all that is stored,
 * shown or logged, so a value has at least 6 characters. An entry that is not shared says whose pipelines may read it; of several
 * of one name, the first that is for an entity counts.
 */
export interface SecretConfig extends Audience {
  name: string;
  /** For `sharedSecret()`, of every pipeline that the lists below do not exclude. Default: false, for `secret()`. */
  shared?: boolean;
  /**
   * Texts by key.
   *
   * @deepVisibility secret
   */
  data: { [key: string]: string };
}
