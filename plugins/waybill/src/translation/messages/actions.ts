/** Buttons, and why they cannot be pressed. */
export const actions = {
  promote: 'Promote',
  request: 'Request',
  approve: 'Approve',
  rollback: 'Roll back',
  abort: 'Abort',
  tryAgain: 'Try again…',
  verifyShort: 'Verify again',
  verifyOf: 'Verify what runs in {{stage}} again',
  abortVerificationShort: 'End',
  abortVerificationOf: 'End the verification of {{stage}}',
  holdShort: 'Hold',
  holdOf: 'Hold auto-promotion of {{stage}}',
  holdOfOne: 'Hold auto-promotion of {{stage}} from {{warehouse}}',
  resumeShort: 'Resume',
  resumeOf: 'Resume auto-promotion of {{stage}}',
  resumeOfOne: 'Resume auto-promotion of {{stage}} from {{warehouse}}',
  open: 'Open',
  refresh: 'Refresh',
  refreshing: 'Refreshing…',
  retry: 'Try again',
  cancel: 'Cancel',
  on: {
    request: 'Request {{version}} for {{stage}}',
    promote: 'Promote {{version}} to {{stage}}',
    approve: 'Approve {{version}} for {{stage}}',
    rollback: 'Roll back {{stage}}',
    abort: 'Abort the promotion to {{stage}}',
    tryAgain: 'Try again: the promotion of {{version}} to {{stage}}',
    open: 'Open the promotion to {{stage}}',
  },
  denied: {
    promote:
      'You may not promote to {{stage}}. {{ask}} (Permission: {{permission}})',
    rollback:
      'You may not roll back {{stage}}. {{ask}} (Permission: {{permission}})',
    approve:
      'You may not approve freight for {{stage}}. {{ask}} (Permission: {{permission}})',
    abort:
      'You may not abort promotions to {{stage}}. {{ask}} (Permission: {{permission}})',
    review:
      'You may not approve or reject promotions to {{stage}}. {{ask}} (Permission: {{permission}})',
    verify:
      'You may not verify {{stage}} again, or end its verification. {{ask}} (Permission: {{permission}})',
    hold: 'You may not hold or resume auto-promotion of {{stage}}. {{ask}} (Permission: {{permission}})',
    refresh: 'You may not refresh this pipeline.',
    owners: 'Ask its owners: {{owners}}.',
    ownersToo:
      'You are one of its owners, but this is left to fewer people: whoever looks after this portal decides to whom.',
    gone: 'It is no longer in the pipeline file, which says who owns it: whoever looks after this portal decides.',
    nobody: 'It has no owner to ask: whoever looks after this portal decides.',
  },
  why: {
    checking: 'Checking what you may do…',
    unchecked:
      'What you may do could not be checked, which is tried again: {{message}}',
    refused: 'Not now: {{gates}}',
    noRetry: 'It cannot be tried again: {{why}}',
    noRollback: 'Nothing earlier ran in {{stage}}',
    nothingEarlier: 'There is no earlier freight that can come back',
    alreadyApproved: 'Already approved for {{stage}}',
    unavailable: 'The pipeline is not running: nothing new starts',
    reason: 'Say why first',
    nothingToHold:
      'What runs is held, and nothing of it was promoted to {{stage}} yet',
    nothingHeld: 'Nothing is held any more',
    workingOut:
      'Things have changed: what it would do is being worked out again',
    sending: 'It is sent already: closing would not take it back',
    choose: 'Choose a freight first',
  },
} as const;
