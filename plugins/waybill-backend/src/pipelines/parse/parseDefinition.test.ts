import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseDefinition } from './parseDefinition';

const testdata = (name: string) =>
  readFileSync(resolve(__dirname, '../testdata', name), 'utf8');
const steps = ['git-clone','git-clear','copy','kustomize-set-image','yaml-update','git-commit','git-push','git-open-pr','git-wait-for-pr','argocd-update','fail'];
const available = { steps, argoInstances: ['emea'] };
it('dump', () => {
  for (const n of ['nginx-v0.3.yaml', 'guestbook-v1.yaml']) {
    const r = parseDefinition([{ path: 'waybill.yaml', text: testdata(n) }], { GITOPS_REPO_URL: 'https://g.example.com/a/b.git' }, available);
    console.log(JSON.stringify(r, null, 1));
  }
});
