/** Named ways to misbehave. A fault is on for good or for so many times. */
export interface Faults<TName extends string> {
  /** `true`: until switched off; a number: that many times; `false` or 0: off. Throws on an unknown name. */
  set(name: TName, on: boolean | number): void;
  isOn(name: TName): boolean;
  /** Whether it is on, using up one of its times. */
  take(name: TName): boolean;
  /** What is on now. */
  all(): Partial<Record<TName, true | number>>;
}

export function createFaults<TName extends string>(
  names: readonly TName[],
  initial: Partial<Record<TName, boolean | number>> = {},
): Faults<TName> {
  const left = new Map<TName, number>();

  const faults: Faults<TName> = {
    set(name, on) {
      if (!names.includes(name)) {
        throw new Error(
          `There is no fault '${name}'; there are: ${names.join(', ')}`,
        );
      }
      const times = on === true ? Infinity : Number(on);
      if (Number.isNaN(times) || times < 0) {
        throw new Error(
          `Fault '${name}' is switched with true, false or a number of times, not with '${on}'`,
        );
      }
      if (times === 0) {
        left.delete(name);
      } else {
        left.set(name, times);
      }
    },
    isOn: name => left.has(name),
    take(name) {
      const times = left.get(name);
      if (times === undefined) {
        return false;
      }
      faults.set(name, times - 1);
      return true;
    },
    all() {
      const on: Partial<Record<TName, true | number>> = {};
      for (const [name, times] of left) {
        on[name] = times === Infinity ? true : times;
      }
      return on;
    },
  };
  for (const name of names) {
    faults.set(name, initial[name] ?? false);
  }
  return faults;
}
