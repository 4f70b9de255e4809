import { InputError, isError } from '@backstage/errors';
import {
  PromotionStepState,
  stepName,
} from '@waybill/backstage-plugin-waybill-common';
import {
  StepFailure,
  StepResult,
} from '@waybill/backstage-plugin-waybill-node';
import { canonicalJson } from '../plan/canonicalJson';
import {
  createWorkspace,
  PromotionWorkspace,
} from '../workspace/createWorkspace';
import { restoreChanges } from '../workspace/restoreChanges';
import { withBase } from '../workspace/treeBases';
import { workspacePath } from '../workspace/workspacePath';
import type { PromotionSession } from './PromotionSession';
import { validateConfig } from './validateConfig';

/** Keeps the workspace of a turn, and builds it again from what is recorded when a step needs it. */
export interface WorkspaceKeeper {
  workspace(): PromotionWorkspace;
  /** Before a step runs that touches the workspace. */
  prepare(index: number, signal: AbortSignal): Promise<void>;
  /** After a file step has failed: what it did halfway must not be seen by the next. */
  discard(): void;
  replayOnto(
    index: number,
    path: string,
    base: string,
    signal: AbortSignal,
  ): Promise<void>;
}

export function createWorkspaceKeeper(
  getSession: () => PromotionSession,
): WorkspaceKeeper {
  let current: PromotionWorkspace | undefined;
  /** Which step mounted what, by path. */
  let mountedBy = new Map<string, number>();
  let running = 0;

  const rebuild = async (until: number, signal: AbortSignal) => {
    mountedBy = new Map();
    current = createWorkspace(path => mountedBy.set(path, running));
    for (let index = 0; index < until; index += 1) {
      running = index;
      await replay(getSession(), index, signal);
    }
    running = until;
  };

  return {
    workspace() {
      if (!current) {
        throw new InputError(
          'This step says that it does not use the workspace',
        );
      }
      return current;
    },
    async prepare(index, signal) {
      if (!current) {
        try {
          await rebuild(index, signal);
        } catch (error) {
          current = undefined;
          throw error;
        }
      }
      running = index;
    },
    discard() {
      current = undefined;
    },
    async replayOnto(index, path, base, signal) {
      const session = getSession();
      const mountedAt = workspacePath(path);
      const owner = mountedBy.get(mountedAt);
      if (owner === undefined) {
        throw new InputError(`There is no Git work tree at "${path}"`);
      }
      const { record } = session.stateOf(owner);
      await session.note(owner, withBase(record, mountedAt, base));
      await rebuild(index, signal);
    },
  };
}

/**
 * Runs a finished file step again. It gives the same, unless its tree was moved to another base; then what it gives now is what
 * counts, and is written down.
 */
async function replay(
  session: PromotionSession,
  index: number,
  signal: AbortSignal,
): Promise<void> {
  const state = session.stateOf(index);
  const definition = session.definitionOf(index);
  const hasWorked =
    state.startedAt !== undefined &&
    state.finishedAt !== undefined &&
    (state.status === 'Succeeded' || state.status === 'Skipped');
  if (!definition || !hasWorked) {
    return;
  }
  if (definition.kind !== 'files' && !definition.replay) {
    return;
  }
  if (definition.kind === 'files' && definition.replayable === false) {
    await restoreChanges(session.keeper.workspace(), state);
    return;
  }
  await session.lookUp(index, 'config', signal);
  const checked = validateConfig(definition, session.config(index));
  if ('problem' in checked) {
    throw new StepFailure(`Step ${stepName(state)} again: ${checked.problem}`);
  }
  const context = session.context(index, signal);
  if (definition.kind !== 'files') {
    await definition.replay?.(context, checked.config);
    return;
  }
  const result = await again(state, () =>
    definition.run(context, checked.config),
  );
  const isSame =
    result.status === state.status &&
    canonicalJson(session.redactor.json(result.output)) ===
      canonicalJson(state.output);
  if (!isSame) {
    await session.save(index, {
      status: result.status,
      output: result.output,
      message: result.message ?? '',
    });
  }
}

async function again(
  step: Pick<PromotionStepState, 'alias' | 'uses'>,
  run: () => Promise<StepResult>,
): Promise<StepResult & { status: 'Succeeded' | 'Skipped' }> {
  let result: StepResult;
  try {
    result = await run();
  } catch (error) {
    if (error instanceof StepFailure || error instanceof InputError) {
      throw new StepFailure(
        `Step ${stepName(step)} cannot be done again on the new commit: ${
          error.message
        }`,
      );
    }
    throw isError(error) ? error : new Error(String(error));
  }
  if (result.status === 'Succeeded' || result.status === 'Skipped') {
    return result;
  }
  throw new StepFailure(
    `Step ${stepName(step)} cannot be done again on the new commit: ${
      result.message
    }`,
  );
}
