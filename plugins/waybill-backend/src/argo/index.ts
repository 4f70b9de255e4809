export { createArgo } from './createArgo';
export { createStageHealth } from './health/createStageHealth';
