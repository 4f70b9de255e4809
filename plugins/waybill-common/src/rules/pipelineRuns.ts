import { PipelineState } from '../model/PipelineState';

/**
 * Whether a pipeline's last good definition runs. An invalid or unreadable file does not stop it; a lost entity,
 * annotation or file does.
 */
export function pipelineRuns(state: PipelineState): boolean {
  return state !== 'orphaned';
}
