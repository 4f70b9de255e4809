export { createAuthority } from './createAuthority';
