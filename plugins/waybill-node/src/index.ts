/**
 * Waybill: extension points and permission rules for modules.
 *
 * @packageDocumentation
 */
export * from './extensionPoints/stepsExtensionPoint';
export * from './permissions';
export * from './ports/ArgoPort';
export * from './ports/GitHostPort';
export * from './ports/GitPort';
export * from './ports/MetadataPort';
export * from './ports/StepPorts';
export * from './ports/WorkTree';
export * from './ports/ToolsPort';
export * from './steps/StepDefinition';
export * from './steps/StepFailure';
export * from './steps/Workspace';
