/** `invalid`: does not parse or validate, the last good one (if any) keeps running; `orphaned`: entity, annotation or file gone. @public */
export type PipelineState = 'ok' | 'invalid' | 'unreadable' | 'orphaned';
