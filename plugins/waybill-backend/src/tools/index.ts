export { createTools } from './createTools';
