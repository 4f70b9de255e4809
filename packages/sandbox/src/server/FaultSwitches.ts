import { InputError } from '@backstage/errors';

/** Everything a server holds: no single repository or application. */
export const EVERYWHERE = '*';

/** One fault that is on. */
export interface ActiveFault {
  fault: string;
  /** `acme/storefront-config`, or `*` for everything. */
  scope: string;
}

/** Named lies and failures of one server, switched on and off while it runs. They do not outlive the process. */
export interface FaultSwitches<Fault extends string = string> {
  /** What can be switched, with a sentence for people. */
  readonly known: Readonly<Record<Fault, string>>;
  /** A number: on for that many times. Throws an `InputError` for a name that is not known. */
  set(fault: string, on: boolean | number, scope?: string): void;
  isOn(fault: Fault, scope: string): boolean;
  /** As `isOn`, and uses up one of its times. */
  take(fault: Fault, scope: string): boolean;
  active(): ActiveFault[];
  clear(): void;
}

export function createFaultSwitches<Fault extends string>(
  known: Record<Fault, string>,
): FaultSwitches<Fault> {
  const on = new Map<string, ActiveFault & { times: number }>();
  const key = (fault: string, scope: string) => `${fault} ${scope}`;
  return {
    known,
    set(fault, turnOn, scope = EVERYWHERE) {
      if (!Object.hasOwn(known, fault)) {
        throw new InputError(
          `unknown fault '${fault}', expected one of ${Object.keys(known).join(
            ', ',
          )}`,
        );
      }
      if (turnOn) {
        const times = turnOn === true ? Infinity : turnOn;
        on.set(key(fault, scope), { fault, scope, times });
      } else {
        on.delete(key(fault, scope));
      }
    },
    isOn: (fault, scope) =>
      on.has(key(fault, scope)) || on.has(key(fault, EVERYWHERE)),
    take(fault, scope) {
      for (const id of [key(fault, scope), key(fault, EVERYWHERE)]) {
        const found = on.get(id);
        if (found) {
          found.times -= 1;
          if (found.times <= 0) {
            on.delete(id);
          }
          return true;
        }
      }
      return false;
    },
    active: () =>
      [...on.values()].map(({ fault, scope }) => ({ fault, scope })),
    clear: () => on.clear(),
  };
}
