const FILES_PER_APP = 10;

export const KUSTOMIZATION = 'apps/app-042/kustomization.yaml';

/** The one file that a promotion edits. */
export function kustomization(tag: string): string {
  return `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - deployment.yaml
images:
  # Promoted, not edited.
  - name: registry.example.com/web
    newTag: ${tag}
`;
}

/** So many files, ten in each folder of one. */
export function repositoryFiles(count: number): Record<string, string> {
  const files: Record<string, string> = {};
  for (let app = 0; app < count / FILES_PER_APP; app++) {
    const folder = `apps/app-${String(app).padStart(3, '0')}`;
    files[`${folder}/kustomization.yaml`] = kustomization('1.0.0');
    for (let file = 1; file < FILES_PER_APP; file++) {
      files[`${folder}/file-${file}.yaml`] =
        `app: ${app}\nfile: ${file}\n`.repeat(10);
    }
  }
  return files;
}
