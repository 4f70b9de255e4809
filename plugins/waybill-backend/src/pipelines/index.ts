export { createDefinitions } from './createDefinitions';
