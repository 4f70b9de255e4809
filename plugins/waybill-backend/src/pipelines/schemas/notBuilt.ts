import { mustBeEmpty } from './mustBeEmpty';

/**
 * A field that Kargo knows and that restricts what happens. Until it is built, a pipeline that uses it is refused, because
 * running it without would be looser than what its author wrote. Empty is as good as absent.
 */
export function notBuilt(name: string, advice: string = 'remove it') {
  return mustBeEmpty(`${name} is not built yet; ${advice}`);
}
