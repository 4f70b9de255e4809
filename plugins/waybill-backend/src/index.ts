/**
 * Waybill: the engine, API and storage that promote Freight through Stages.
 *
 * @packageDocumentation
 */
export { waybillPlugin as default } from './plugin';
