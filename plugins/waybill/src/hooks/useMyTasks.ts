import { useApi } from '@backstage/core-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  PipelineView,
  stageResourceRef,
} from '@waybill/backstage-plugin-waybill-common';
import { useCallback } from 'react';
import { OpenTask, openTasks } from '../model/openTasks';
import { useLive } from './useLive';
import { usePerson } from './usePerson';

const AGAIN_MS = 10_000;

const keyOf = (task: OpenTask) => `${task.permission.name} ${task.stage}`;

/** What waits for a person, as far as that is known. */
export interface MyTasks {
  /** undefined: not known yet */
  tasks: OpenTask[] | undefined;
  /** Why it is not known; it is asked again. */
  error: unknown;
}

/** What waits for this person: open tasks that are theirs, as far as they have the permission. */
export function useMyTasks(view: PipelineView): MyTasks {
  const permissionApi = useApi(permissionApiRef);
  const { entityRef } = view;
  const tasks = openTasks(view, usePerson());
  const wanted = [...new Set(tasks.map(keyOf))].sort().join('\n');
  const ask = useCallback(async () => {
    const asked = new Map(tasks.map(task => [keyOf(task), task]));
    const allowed = await Promise.all(
      [...asked].map(async ([key, { permission, stage }]) => {
        const resourceRef = stageResourceRef(entityRef, stage);
        const { result } = await permissionApi.authorize({
          permission,
          resourceRef,
        });
        return result === AuthorizeResult.ALLOW ? [key] : [];
      }),
    );
    return { wanted, allowed: allowed.flat() };
    // `wanted` says which; the view is another one every few seconds.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [permissionApi, entityRef, wanted]);
  const { value, error } = useLive(ask, untilKnown);
  if (tasks.length === 0) return { tasks, error: undefined };
  // What was said of other tasks says nothing of these.
  if (value?.wanted !== wanted) return { tasks: undefined, error };
  const mine = tasks.filter(task => value.allowed.includes(keyOf(task)));
  return { tasks: mine, error: undefined };
}

function untilKnown(known: unknown): number | undefined {
  return known === undefined ? AGAIN_MS : undefined;
}
