export { createCredentials } from './createCredentials';
