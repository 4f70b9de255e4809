export { createRegistry } from './createRegistry';
export { RateLimitError } from './RateLimitError';
