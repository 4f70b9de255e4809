/** The sentences at the top of the tab. Every one is complete, so that a language may order its words. */
export const says = {
  and: '{{first}} and {{last}}',
  comma: '{{first}}, {{last}}',
  nothing: 'Waybill has not promoted anything to {{stages}} yet.',
  everywhere: 'Every stage runs {{version}}.',
  runs: {
    Healthy_one:
      '{{stages}} runs {{version}}, in place for {{duration}} and healthy.',
    Healthy_other:
      '{{stages}} run {{version}}, in place for {{duration}} and healthy.',
    Progressing_one:
      '{{stages}} runs {{version}} and is still settling, for {{duration}} now.',
    Progressing_other:
      '{{stages}} run {{version}} and are still settling, for {{duration}} now.',
    NotApplicable_one:
      '{{stages}} runs {{version}}, in place for {{duration}}; nothing checks its health.',
    NotApplicable_other:
      '{{stages}} run {{version}}, in place for {{duration}}; nothing checks their health.',
    Unknown_one:
      '{{stages}} runs {{version}}, in place for {{duration}}; its health is unknown.',
    Unknown_other:
      '{{stages}} run {{version}}, in place for {{duration}}; their health is unknown.',
    Unhealthy_one:
      '{{stages}} runs {{version}}, in place for {{duration}}, and is unhealthy.',
    Unhealthy_other:
      '{{stages}} run {{version}}, in place for {{duration}}, and are unhealthy.',
  },
  unhealthy: '{{stages}} is unhealthy: {{issue}}.',
  notVerified: {
    Failed:
      'The verification of {{version}} in {{stages}} failed {{ago}}: it can be verified again, or {{stages}} rolled back.',
    Error:
      'The verification of {{version}} in {{stages}} could not run {{ago}}: it can be verified again, or {{stages}} rolled back.',
    Inconclusive:
      'The verification of {{version}} in {{stages}} was inconclusive {{ago}}: it can be verified again, or {{stages}} rolled back.',
  },
  rolledBack:
    '{{stages}} was rolled back from {{version}} {{ago}} by {{person}}.',
  rolledBackWhy:
    '{{stages}} was rolled back from {{version}} {{ago}} by {{person}}: {{reason}}.',
  failed: 'The last promotion of {{version}} to {{stages}} failed {{ago}}.',
  moving: '{{version}} is on its way into {{stages}}.',
  movingNew: '{{version}} arrived {{ago}} and is on its way into {{stages}}.',
  soaks: '{{version}} soaks in {{from}} for {{duration}}.',
  soaksNew:
    '{{version}} arrived {{ago}} and soaks in {{from}} for {{duration}}.',
  ready: '{{version}} is ready to go to {{stages}}.',
  readyNew: '{{version}} arrived {{ago}} and is ready to go to {{stages}}.',
  unverified:
    '{{version}} can go to {{stages}} once it is verified in {{from}}.',
  unverifiedNew:
    '{{version}} arrived {{ago}} and can go to {{stages}} once it is verified in {{from}}.',
  waits: '{{version}} waits before {{stages}}.',
  waitsNew: '{{version}} arrived {{ago}} and waits before {{stages}}.',
} as const;
