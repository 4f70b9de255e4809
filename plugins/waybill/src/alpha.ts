/**
 * The same as the main entry point, for those who look for the new frontend system here.
 *
 * @packageDocumentation
 */
export { waybillPlugin as default } from './plugin';
