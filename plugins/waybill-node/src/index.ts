/**
 * Waybill: extension points and permission rules for modules.
 *
 * @packageDocumentation
 */
export * from './extensionPoints/gitHostsExtensionPoint';
export * from './extensionPoints/stepsExtensionPoint';
export * from './permissions';
export * from './ports/ActionsPort';
export * from './ports/ArgoPort';
export * from './ports/ChangelogPort';
export * from './ports/ChartsPort';
export * from './ports/GitHostPort';
export * from './ports/GitPort';
export * from './ports/HttpPort';
export * from './ports/HttpUnansweredError';
export * from './ports/MessagesPort';
export * from './ports/OciPort';
export * from './ports/PullRequestText';
export * from './ports/ReviewsPort';
export * from './ports/MetadataPort';
export * from './ports/StepPorts';
export * from './ports/ToolsPort';
export * from './ports/WorkTree';
export * from './steps/StepDefinition';
export * from './steps/StepFailure';
export * from './steps/Workspace';
