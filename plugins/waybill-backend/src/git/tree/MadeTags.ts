import { InputError } from '@backstage/errors';
import { TagOptions } from '@waybill/backstage-plugin-waybill-node';
import { Signer } from '../signing/Signer';
import { tagName } from '../tagName';
import { makeTag } from './makeTag';
import { MadeTag } from './WorkTreeRemote';

/** The tags that were made in a work tree, by name; the newest of each. */
export class MadeTags {
  readonly #signer: Signer | undefined;
  readonly #made = new Map<string, MadeTag>();

  constructor(signer: Signer | undefined) {
    this.#signer = signer;
  }

  /** Throws an `InputError` where there is no commit, or the name is none that Git would take. */
  async make(
    commit: string | undefined,
    options: TagOptions,
  ): Promise<{ id: string; content: Buffer }> {
    const { tag: name, force = false } = options;
    if (!commit) {
      throw new InputError(`There is no commit to tag as ${name}`);
    }
    tagName(name);
    const { id, content } = await makeTag(commit, options, this.#signer);
    this.#made.set(name, { name, object: id, commit, force });
    return { id, content };
  }

  /** Throws an `InputError` where it was not made here. */
  named(name: string): MadeTag {
    const tag = this.#made.get(name);
    if (!tag) {
      throw new InputError(
        `There is no tag ${name} here to push: no step has made it`,
      );
    }
    return tag;
  }
}
