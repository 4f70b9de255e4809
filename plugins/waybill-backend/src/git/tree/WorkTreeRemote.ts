import {
  PushOptions,
  PushResult,
  PushTagResult,
} from '@waybill/backstage-plugin-waybill-node';
import { NewObject } from '../objects/encodePack';

/** What a work tree has made. */
export interface Made {
  head: string;
  /** Commits, trees, files and tags, as far as the remote may not have them. */
  objects: ReadonlyMap<string, NewObject>;
}

/** A tag that was made here. */
export interface MadeTag {
  name: string;
  /** It may take the place of another. */
  force: boolean;
  object: string;
  commit: string;
}

/** What a work tree needs of the repository it belongs to, beside its objects. */
export interface WorkTreeRemote {
  push(made: Made, options: PushOptions): Promise<PushResult>;
  pushTag(
    made: Made,
    tag: MadeTag,
    signal: AbortSignal,
  ): Promise<PushTagResult>;
  /** The id of a commit's tree. Throws a `NotFoundError` when the remote has no such commit. */
  treeOf(commit: string, signal: AbortSignal): Promise<string>;
  /** Where the histories of two commits of the remote's part; undefined: they have nothing in common. */
  mergeBase(
    one: string,
    other: string,
    signal: AbortSignal,
  ): Promise<string | undefined>;
}
