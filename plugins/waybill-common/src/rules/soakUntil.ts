import { FreightStatus } from '../model/Freight';

/**
 * The moment at which Freight has been in an upstream Stage for long enough; it may lie in the past.
 *
 * @remarks The clock starts when the Freight enters the Stage, not when it is verified there, and the stay must be
 * unbroken: the longest completed stay and the present one are not added up. Undefined while the Freight is not
 * verified there, and when it has left before it had soaked, since then no moment is known.
 * @param status - what has happened to the Freight
 * @param source - name of the upstream Stage
 * @param requiredSeconds - how long it must soak there
 * @public
 */
export function soakUntil(
  status: FreightStatus,
  source: string,
  requiredSeconds: number,
): Date | undefined {
  const verified = status.verifiedIn[source];
  if (!verified) {
    return undefined;
  }
  // Had it not soaked by the time it left, no later moment would be right; that it has is all one can say.
  if ((verified.longestSoakSeconds ?? 0) >= requiredSeconds) {
    return new Date(verified.verifiedAt);
  }
  const present = status.currentlyIn[source];
  return present
    ? new Date(Date.parse(present.since) + requiredSeconds * 1000)
    : undefined;
}
