/** What is asked before something is done. */
export const dialogs = {
  reason: 'Why?',
  reasonOptional: 'Why? (kept with the promotion)',
  sending: 'Sent. Waiting for the answer…',
  unanswered: {
    what: 'What was sent got no answer, so it is not known whether it was done. Sent again as it is, it is done once all the same. Changed, it is another request: look first whether this one was done.',
    again: 'Send again',
    change: 'Change it',
    ended:
      'The request had arrived the first time: the promotion of {{version}} to {{stage}} that it made has ended by now.',
  },
  promote: {
    title: 'Promote {{version}} to {{stage}}',
    from: '{{stage}} runs {{version}}',
    fromNothing: 'nothing was promoted to {{stage}} yet',
    same: '{{stage}} runs it already: it would run and be verified again',
    files_one: 'changes {{count}} file in {{repositories}}',
    files_other: 'changes {{count}} files in {{repositories}}',
    noFiles: 'changes no file',
    may: 'May it go?',
    free: 'nothing stands in its way',
    startsItself: 'starts by itself then',
    will: 'Will do',
    step: {
      skipped: 'skipped: {{what}}',
      conditional:
        '{{what}}, if its condition holds, which only the run can know',
      unplanned: 'could not be worked out',
    },
    ahead:
      'Another promotion is ahead: {{which}}. The diff is against what runs now, and may be another one when its turn comes.',
    diff: 'Git diff',
    changes: 'Changes',
    rendered: {
      title: 'Rendered',
      added: 'added',
      changed: 'changed',
      removed: 'removed',
      none: 'the manifests stay as they are',
      not: 'Not rendered: {{message}}',
      complete:
        'That takes nothing from the promotion: the Git diff shows all that it would commit. Only what those files come to is not shown here.',
    },
    live: {
      title: 'Live',
      applications: 'Argo CD',
      stands: '{{health}} · {{sync}}',
      noHealth: 'no word on its health',
      noSync: 'no word on its sync',
      planned: 'What runs now, and what would run after the promotion:',
      plannedSame: 'What runs stays as it is.',
      target:
        'What runs now, and what Git says today; what the promotion changes is not in it:',
      targetSame: 'What runs is what Git says today.',
      notCompared: 'What runs was not compared.',
      drift_one: '{{resource}} differs from Git',
      drift_other: '{{resource}} and others, {{count}} in all, differ from Git',
      overwrites_one:
        '{{resource}} differs from Git; this promotion overwrites that',
      overwrites_other:
        '{{resource}} and others, {{count}} in all, differ from Git; this promotion overwrites that',
      drifted: '{{change}} · differs from Git already',
    },
    diffOf: 'Changes in {{path}}',
    unknowns: 'Only the run can know',
    looking: 'Working out what would change…',
    noPreview: 'What it would change could not be worked out: {{message}}',
    lookAgain: 'Work it out again',
    anew: 'Worked out anew: this is what it would do now.',
    submit: 'Promote',
    request: 'Request promotion',
    started: 'Promotion of {{version}} to {{stage}} is under way.',
    requested: '{{version}} will go to {{stage}} when the last gate lifts.',
  },
  approve: {
    title: 'Approve {{version}} for {{stage}}?',
    what: 'It becomes available in {{stage}} without being verified or soaking upstream. This does not promote it.',
    submit: 'Approve',
    done: '{{version}} is approved for {{stage}}.',
  },
  rollback: {
    title: 'Roll back {{stage}}',
    what: 'Promotes earlier freight with the same steps.',
    whatAuto:
      'Promotes earlier freight with the same steps, and holds auto-promotion so that it stays.',
    from: '{{stage}} runs {{version}} now.',
    choice: 'Bring back',
    afterFailure: 'The last promotion, of {{version}}, did not succeed.',
    afterNothing:
      'The last promotion, of {{version}}, did not succeed, and changed nothing outside: {{running}} runs as it did before.',
    afterEffects:
      'The last promotion, of {{version}}, did not succeed. Before it ended it had done this:',
    putsBack: 'To go back to {{running}} puts things as they were for it.',
    again: 'what ran here before that',
    suggested: 'suggested',
    noSuggestion:
      'Nothing is suggested: what ran here before was not verified, or was rejected or rolled back from. You can choose it all the same.',
    ranAt: 'ran here from {{time}}',
    verified: 'verified',
    notVerified: 'not verified',
    more: 'What ran before that',
    history: 'Asking what ran here before…',
    submit: 'Roll back',
    request: 'Request roll back',
    done: '{{stage}} is on its way back to {{version}}.',
    requested:
      '{{stage}} will go back to {{version}} when the last gate lifts.',
  },
  abort: {
    title: 'Abort the promotion of {{version}} to {{stage}}?',
    what: 'It stops before its next effect. What is already done, like a pushed commit, stays.',
    already: 'It has done this so far:',
    nothing: 'So far it has done nothing outside.',
    wayBack:
      'The way back: once it is aborted, roll {{stage}} back to {{version}}.',
    noWayBack:
      'Nothing was promoted to {{stage}} before, so there is no freight to go back to.',
    gone: '{{stage}} is no longer in the pipeline file: it can be rolled back once it is there again.',
    submit: 'Abort promotion',
    done: 'The promotion to {{stage}} is being aborted.',
  },
  retry: {
    title: 'Try the promotion of {{version}} to {{stage}} again',
    choice: 'From where?',
    failedStep: 'From the step where it stopped: {{step}}',
    failedStepWhat:
      'What the steps before it did stays and is not done again. The steps are those of the promotion that failed.',
    start: 'From the start',
    startWhat: 'Everything anew, with the steps that {{stage}} has now.',
    not: 'Not possible: {{why}}',
    submit: 'Try again',
    done: 'The promotion of {{version}} to {{stage}} is tried again.',
  },
  verify: {
    title: 'Verify {{stage}} again?',
    what: 'A new AnalysisRun verifies what runs in {{stage}}. One that fails takes back no earlier success.',
    submit: 'Verify again',
    done: '{{stage}} is being verified again.',
  },
  abortVerification: {
    title: 'End the verification of {{stage}}?',
    what: 'It counts as failed, and what waits for it goes on. What runs in {{stage}} stays.',
    submit: 'End it',
    done: 'The verification of {{stage}} is being ended.',
  },
  hold: {
    title: 'Hold auto-promotion of {{stage}}',
    what: 'Nothing is promoted to {{stage}} by itself until somebody resumes it.',
    whatOf:
      'Nothing of Warehouse {{warehouse}} is promoted to {{stage}} by itself until somebody resumes it.',
    not: 'Not held is what comes from Warehouse {{warehouses}}: nothing of it runs in {{stage}} yet.',
    replaces: 'Somebody has held it meanwhile, which this replaces:',
    submit: 'Hold',
    done: 'Auto-promotion of {{stage}} is held.',
  },
  resume: {
    title: 'Resume auto-promotion of {{stage}}?',
    what: 'New freight goes to {{stage}} by itself again, as soon as its gates allow.',
    whatOf:
      'New freight of Warehouse {{warehouse}} goes to {{stage}} by itself again, as soon as its gates allow.',
    submit: 'Resume',
    done: 'Auto-promotion of {{stage}} goes on.',
  },
} as const;
