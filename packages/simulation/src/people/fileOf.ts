/** Where a Stage keeps its tag. */
export function fileOf(project: string, stage: string): string {
  return `${project}/${stage}/values.yaml`;
}
