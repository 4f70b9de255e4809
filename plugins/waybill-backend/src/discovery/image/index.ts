export { createRegistry } from './createRegistry';
