/** On a catalog entity: where its pipeline is defined; a path relative to the entity's source, or `url:…`. @public */
export const WAYBILL_PIPELINE_ANNOTATION = 'waybill/pipeline';
/** On an Argo CD Application: `component:default/storefront:prod[,…]`, which Stages may operate it. @public */
export const WAYBILL_AUTHORIZED_STAGE_ANNOTATION = 'waybill/authorized-stage';
/** On an Argo CD Application: `<project>:<stage>[,…]`, Kargo's form. @public */
export const KARGO_AUTHORIZED_STAGE_ANNOTATION =
  'kargo.akuity.io/authorized-stage';
/** Trailer of every commit that Waybill makes. @public */
export const WAYBILL_PROMOTION_TRAILER = 'Waybill-Promotion';
