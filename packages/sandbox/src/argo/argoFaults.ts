/** Ways in which the sandbox's Kubernetes API and Argo CD can misbehave; the controller's ones per application. */
export const argoFaults = {
  'stale-healthy':
    'whatever happens, the status keeps its old health and reconciledAt',
  'swallow-refresh': 'a refresh that was asked for is dropped',
  'foreign-operation':
    "another client's operation takes the place of the one that begins",
  'cut-watch': 'watches are cut off',
  'gone-410': 'a watch answers that its resourceVersion is too old',
  'error-500': 'every request is answered with 500',
  hang: 'no request is answered',
};

export type ArgoFault = keyof typeof argoFaults;
