import { OciPort } from '@waybill/backstage-plugin-waybill-node';
import { assertGranted } from './assertGranted';

/** Registries: read with what `waybill.credentials` gives to the pipeline, written where the platform grants it. */
export class AuthorizedOci implements OciPort {
  constructor(
    private readonly oci: OciPort,
    /** Undefined: yes, else a sentence. */
    private readonly mayPush: (reference: string) => string | undefined,
  ) {}

  async resolve(options: Parameters<OciPort['resolve']>[0]) {
    return this.oci.resolve(options);
  }

  async listTags(options: Parameters<OciPort['listTags']>[0]) {
    return this.oci.listTags(options);
  }

  async download(options: Parameters<OciPort['download']>[0]) {
    return this.oci.download(options);
  }

  async copy(options: Parameters<OciPort['copy']>[0]) {
    assertGranted(this.mayPush(options.to));
    return this.oci.copy(options);
  }
}
