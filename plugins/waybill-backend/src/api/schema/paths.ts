import { pipelinePaths } from './pipelinePaths';
import { promotionPaths } from './promotionPaths';
import { stagePaths } from './stagePaths';

/** Every path the router answers, but for health, which is mounted before it. */
export const paths = { ...pipelinePaths, ...stagePaths, ...promotionPaths };
