/** A condition in a form that a list can be filtered by. @public */
export interface WaybillFilter {
  key: 'entityOwners' | 'stageOwners' | 'stage' | 'labels' | 'entityRef';
  values: string[];
}
