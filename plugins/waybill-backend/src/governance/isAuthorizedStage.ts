import {
  KARGO_AUTHORIZED_STAGE_ANNOTATION,
  WAYBILL_AUTHORIZED_STAGE_ANNOTATION,
} from '@waybill/backstage-plugin-waybill-common';

/**
 * Whether an application's annotations let a Stage operate it.
 *
 * @remarks Both annotations are lists with commas. An element with a glob, which Kargo once allowed, counts for nothing.
 * @param options.projectBound - whether the project's name is this entity's; only then `<project>:<stage>` means this Stage
 */
export function isAuthorizedStage(
  annotations: Readonly<Record<string, string>> | undefined,
  options: {
    entityRef: string;
    project: string;
    stage: string;
    projectBound: boolean;
  },
): boolean {
  const { entityRef, project, stage, projectBound } = options;
  const names = (annotation: string, wanted: string) =>
    (annotations?.[annotation] ?? '')
      .split(',')
      .some(element => withoutSpaces(element) === wanted);
  return (
    names(WAYBILL_AUTHORIZED_STAGE_ANNOTATION, `${entityRef}:${stage}`) ||
    (projectBound &&
      names(KARGO_AUTHORIZED_STAGE_ANNOTATION, `${project}:${stage}`))
  );
}

/** ` storefront : prod ` is `storefront:prod`. */
function withoutSpaces(element: string): string {
  return element
    .split(':')
    .map(part => part.trim())
    .join(':');
}
