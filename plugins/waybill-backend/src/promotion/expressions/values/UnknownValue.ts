/**
 * What only a run can know, in a plan. Whatever is made of it is unknown as well.
 */
export class UnknownValue {
  /** @param text - What stands for it in a plan: has the unknown's name in it, `<merged.commit>`. */
  constructor(readonly text: string) {}
}
