export * from './Application';
export * from './argoFaults';
export * from './createArgoControl';
export * from './controller/Delays';
export * from './KubeObject';
export * from './startArgo';
