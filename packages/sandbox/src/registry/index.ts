export * from './pushImage';
export * from './RegistryAuth';
export * from './registryFaults';
export * from './startRegistry';
