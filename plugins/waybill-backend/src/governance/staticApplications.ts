import { StageDefinition } from '@waybill/backstage-plugin-waybill-common';
import { ApplicationRef } from '@waybill/backstage-plugin-waybill-node';
import { resolveStatic } from './resolveStatic';

/** The Applications that a Stage's steps name, as far as that can be told without running them; each once. */
export function staticApplications(
  project: string,
  stage: StageDefinition,
): ApplicationRef[] {
  const found = stage.steps
    .filter(step => step.uses === 'argocd-update')
    .flatMap(step => {
      const scope = {
        vars: [...stage.vars, ...step.vars],
        ctx: { project, stage: stage.name },
      };
      const { apps } = step.config;
      return (Array.isArray(apps) ? apps : []).flatMap(app => {
        const { name, namespace = 'argocd' } = Object(app) as {
          name?: unknown;
          namespace?: unknown;
        };
        const ref = {
          name: resolveStatic(name, scope),
          namespace: resolveStatic(namespace, scope),
        };
        return ref.name && ref.namespace
          ? [
              {
                name: ref.name,
                namespace: ref.namespace,
                ...(stage.shard && { instance: stage.shard }),
              },
            ]
          : [];
      });
    });
  return [
    ...new Map(
      found.map(ref => [`${ref.namespace}/${ref.name}`, ref]),
    ).values(),
  ];
}
