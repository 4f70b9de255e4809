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
  'analysis-fails': 'measurements fail; of one metric, or of all',
  'analysis-errors': 'measurements cannot be taken',
  'analysis-inconclusive': 'measurements are neither good nor bad',
  'analysis-hangs': 'measurements do not come to an end',
  'analysis-ignored': 'AnalysisRuns are not looked at',
  'rest-500': "a request of Argo CD's REST API is answered with 500",
  'rest-hang': "a request of Argo CD's REST API is not answered",
  'rest-huge': "a request of Argo CD's REST API is answered with 64 MB",
  'rest-garbled': 'live states in the REST API are no JSON',
  'rest-unmasked': 'the REST API shows what is in Secrets',
};

export type ArgoFault = keyof typeof argoFaults;
