import { Audience } from './Audience';

/** Where some pipelines may push artifacts. */
export interface ImageGrant extends Audience {
  /**
   * Globs of `registry/repository`, without a tag.
   *
   * @example ['registry.example.com/released/**']
   */
  repositories: string[];
}
