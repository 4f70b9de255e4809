/** What people say to a Promotion that asks for it. */
export const reviews = {
  approve: 'Approve',
  reject: 'Reject',
  on: {
    approve: 'Approve the promotion of {{version}} to {{stage}}',
    reject: 'Reject the promotion of {{version}} to {{stage}}',
  },
  ownRequest: 'You asked for this promotion: somebody else has to approve it',
  notAsked: 'This promotion asks {{whom}}',
  already: {
    approve: 'You have approved it already',
    reject: 'You have rejected it already',
  },
  dialog: {
    approve: {
      title: 'Approve the promotion of {{version}} to {{stage}}?',
      submit: 'Approve',
      done: 'You have approved {{version}} for {{stage}}.',
    },
    reject: {
      title: 'Reject the promotion of {{version}} to {{stage}}?',
      what: 'One rejection is enough: the promotion fails. What it has already done, like a pushed commit, stays.',
      submit: 'Reject',
      done: 'You have rejected {{version}} for {{stage}}.',
    },
    askedBy: '{{person}} asked for it: {{reason}}',
    askedByWithout: '{{person}} asked for it, and gave no reason.',
    wants_one: 'It goes on when {{count}} person has approved.',
    wants_other: 'It goes on when {{count}} people have approved.',
    whom: 'It asks {{whom}}.',
    required: 'One of {{whom}} must be among them.',
    would: 'What it would change, as it stands now',
  },
  said: {
    approve: '{{person}} approved',
    reject: '{{person}} rejected',
  },
  list: 'What people said',
  noMore: 'It does not ask for approval any more.',
} as const;
