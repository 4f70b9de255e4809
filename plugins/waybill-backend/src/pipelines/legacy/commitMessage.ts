/**
 * The message of the one commit that a Git update makes.
 *
 * @remarks Kargo v0.3's form, with Waybill's name, since Waybill is what makes the commit.
 */
export function commitMessage(changes: readonly string[]): string {
  if (changes.length === 0) {
    return 'Waybill applied some changes';
  }
  if (changes.length === 1) {
    return changes[0];
  }
  return [
    'Waybill applied multiple changes',
    '',
    'Including:',
    '',
    ...changes.map(change => `  * ${change}`),
  ].join('\n');
}
