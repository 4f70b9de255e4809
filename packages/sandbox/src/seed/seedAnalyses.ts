import { Argo } from '../argo';

/** Puts the example company's AnalysisTemplate where guestbook's `test` is verified by it. */
export function seedAnalyses(argo: Argo): void {
  argo.apply({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name: 'smoke-test', namespace: 'guestbook' },
    spec: {
      args: [{ name: 'url' }],
      metrics: [
        {
          name: 'answers',
          count: 2,
          interval: '5s',
          provider: { web: { url: '{{ args.url }}/healthz' } },
        },
      ],
    },
  });
}
