import { useApi } from '@backstage/core-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  PipelineView,
  stageResourceRef,
} from '@waybill/backstage-plugin-waybill-common';
import { useEffect, useState } from 'react';
import { OpenTask, openTasks } from '../model/openTasks';

const keyOf = (task: OpenTask) => `${task.permission.name} ${task.stage}`;

/**
 * What waits for this person: open tasks that they have the permission for.
 *
 * @returns undefined while that is not known; none where it cannot be asked
 */
export function useMyTasks(view: PipelineView): OpenTask[] | undefined {
  const permissionApi = useApi(permissionApiRef);
  const tasks = openTasks(view);
  const wanted = [...new Set(tasks.map(keyOf))].sort().join('\n');
  const [known, setKnown] = useState<{ wanted: string; allowed: string[] }>();
  useEffect(() => {
    let current = true;
    const asked = new Map(tasks.map(task => [keyOf(task), task]));
    Promise.all(
      [...asked].map(async ([key, { permission, stage }]) => {
        const resourceRef = stageResourceRef(view.entityRef, stage);
        const { result } = await permissionApi.authorize({
          permission,
          resourceRef,
        });
        return result === AuthorizeResult.ALLOW ? [key] : [];
      }),
    ).then(
      allowed => current && setKnown({ wanted, allowed: allowed.flat() }),
      () => current && setKnown({ wanted, allowed: [] }),
    );
    return () => {
      current = false;
    };
    // `wanted` says which; the view is another one every few seconds.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [permissionApi, view.entityRef, wanted]);
  if (known?.wanted !== wanted) return tasks.length > 0 ? undefined : [];
  return tasks.filter(task => known.allowed.includes(keyOf(task)));
}
