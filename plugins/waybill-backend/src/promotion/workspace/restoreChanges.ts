import {
  PromotionStepState,
  stepName,
} from '@waybill/backstage-plugin-waybill-common';
import { StepFailure, Workspace } from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { writeEntry } from './writeEntry';

const record = z.object({
  changed: z.array(
    z.union([
      z.object({ path: z.string(), removed: z.literal(true) }),
      z.object({
        path: z.string(),
        mode: z.enum(['file', 'executable', 'link']),
        content: z.base64(),
      }),
    ]),
  ),
});

/** Puts back what a step that cannot be run again has changed, from its record. */
export async function restoreChanges(
  workspace: Workspace,
  step: Pick<PromotionStepState, 'alias' | 'uses' | 'record'>,
): Promise<void> {
  const stored = record.safeParse(step.record);
  if (!stored.success) {
    throw new StepFailure(
      `Step ${stepName(
        step,
      )} cannot be run again, and what it did has not been stored`,
    );
  }
  // Where a file took the place of a folder, the folder's files go first.
  for (const file of stored.data.changed) {
    if ('removed' in file) {
      await workspace.remove(file.path);
    }
  }
  for (const file of stored.data.changed) {
    if (!('removed' in file)) {
      const { path, mode, content } = file;
      await writeEntry(workspace, path, {
        mode,
        content: Buffer.from(content, 'base64'),
      });
    }
  }
}
