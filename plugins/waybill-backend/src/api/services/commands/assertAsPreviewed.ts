import { ConflictError } from '@backstage/errors';
import { PreviewView } from '@waybill/backstage-plugin-waybill-common';

/** Nobody gets something else than they have looked at. @throws ConflictError */
export function assertAsPreviewed(
  { hash }: Pick<PreviewView, 'hash'>,
  previewed: string,
) {
  if (hash !== previewed) {
    throw new ConflictError(
      'What this promotion would do has changed since the preview; look at it again',
    );
  }
}
