import { ConflictError, NotAllowedError } from '@backstage/errors';
import { WAYBILL_AUTHORIZED_STAGE_ANNOTATION } from '@waybill/backstage-plugin-waybill-common';
import {
  Application,
  ApplicationRef,
  ApplicationUpdate,
  ArgoPort,
} from '@waybill/backstage-plugin-waybill-node';
import { isAuthorizedStage } from './isAuthorizedStage';

/** On whose behalf applications are read and operated. */
export interface ArgoAccess {
  entityRef: string;
  project: string;
  projectBound: boolean;
  /** None: no application. */
  stage?: string;
  /** Names of the configured instances. */
  instances: readonly string[];
}

/** Applications that consent to one Stage. Consent is the application's own annotation, looked at with every call. */
export class AuthorizedArgo implements ArgoPort {
  constructor(
    private readonly argo: ArgoPort,
    private readonly access: ArgoAccess,
  ) {}

  async get(ref: ApplicationRef, signal: AbortSignal) {
    return this.authorized(ref, signal);
  }

  async list(
    options: Parameters<ArgoPort['list']>[0],
    signal: AbortSignal,
  ): Promise<Application[]> {
    this.assertInstance(options.instance);
    const found = await this.argo.list(options, signal);
    // As if the others were not there.
    return found.filter(application => this.consents(application));
  }

  async refresh(
    ref: ApplicationRef,
    kind: 'normal' | 'hard',
    signal: AbortSignal,
  ): Promise<void> {
    await this.authorized(ref, signal);
    return this.argo.refresh(ref, kind, signal);
  }

  async sync(
    ref: ApplicationRef,
    application: Application,
    update: ApplicationUpdate,
    signal: AbortSignal,
  ): Promise<void> {
    const current = await this.authorized(ref, signal);
    // The operation is set on exactly this version, so the consent seen here is the one that counts.
    const seen = application.metadata;
    if (current && current.metadata.resourceVersion !== seen.resourceVersion) {
      throw new ConflictError(
        `The application ${ref.namespace}/${ref.name} has changed since it was read`,
      );
    }
    return this.argo.sync(ref, application, update, signal);
  }

  private async authorized(
    ref: ApplicationRef,
    signal: AbortSignal,
  ): Promise<Application | undefined> {
    const { stage, entityRef } = this.access;
    this.assertInstance(ref.instance);
    const application = await this.argo.get(ref, signal);
    if (application && !this.consents(application)) {
      // Nothing else about it: what somebody else's application is and does is not this pipeline's to know.
      throw new NotAllowedError(
        `The application ${ref.namespace}/${
          ref.name
        } does not authorize this Stage; its annotation ${WAYBILL_AUTHORIZED_STAGE_ANNOTATION} would have to list ${entityRef}:${
          stage ?? '<stage>'
        }`,
      );
    }
    return application;
  }

  private assertInstance(name: string | undefined): void {
    if (name !== undefined && !this.access.instances.includes(name)) {
      throw new NotAllowedError(
        `There is no Argo CD instance "${name}" in waybill.argocd.instances`,
      );
    }
  }

  private consents({ metadata }: Application): boolean {
    const { stage } = this.access;
    return (
      stage !== undefined &&
      stage !== '' &&
      isAuthorizedStage(metadata.annotations, { ...this.access, stage })
    );
  }
}
