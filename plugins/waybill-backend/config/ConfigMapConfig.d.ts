import { Audience } from './Audience';

/** The same for `configMap("name")` and `sharedConfigMap("name")`: texts that anybody may see. */
export interface ConfigMapConfig extends Audience {
  name: string;
  /** For `sharedConfigMap()`. Default: false, for `configMap()`. */
  shared?: boolean;
  /** Texts by key. */
  data: { [key: string]: string };
}
