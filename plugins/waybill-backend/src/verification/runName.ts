/** Of objects in Kubernetes. */
const MAX_LENGTH = 253;

/**
 * The name of a verification's AnalysisRun: its id, `<stage>.<ulid>.<freight>` and from the second on `.2`, `.3`, … Of one that is too long
 * the end tells it from others.
 */
export function runName(verificationId: string): string {
  return verificationId.slice(-MAX_LENGTH).replace(/^[^a-z0-9]+/, '');
}
