export { WaybillClient } from './WaybillClient';
