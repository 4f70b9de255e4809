export { createGitHistory } from './createGitHistory';
