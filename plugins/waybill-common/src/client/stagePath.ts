import { pipelinePath } from './pipelinePath';

/** Where a Stage is in the API. */
export function stagePath(entityRef: string, stage: string): string {
  return `${pipelinePath(entityRef)}/stages/${encodeURIComponent(stage)}`;
}
