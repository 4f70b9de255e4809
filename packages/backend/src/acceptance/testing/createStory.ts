/** For the parts of one story: after one that failed there is nothing to see in the next ones, which fail at once. */
export function createStory() {
  let failed = false;
  return (part: () => Promise<void>) => async () => {
    if (failed) throw new Error('Not tried: an earlier part has failed');
    failed = true;
    await part();
    failed = false;
  };
}
