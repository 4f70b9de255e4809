/** The card on an entity's overview. */
export const overview = {
  title: 'Freight',
  open: 'Freight and stages',
  runs: 'What runs where',
  waits: 'Waits for you',
  checking: 'Checking what waits for you…',
  unchecked:
    'What waits for you could not be checked, which is tried again: {{message}}',
  nothingWaits: 'Nothing.',
  failed: 'promotion of {{version}} failed',
  task: {
    promote: '{{version}} can go to {{stage}}',
    approve: '{{version}} to {{stage}} waits for an approval',
    merge: '{{version}} to {{stage}} waits for pull request #{{number}}',
  },
} as const;
