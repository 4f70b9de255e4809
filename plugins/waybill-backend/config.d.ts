import { ActionGrant } from './config/ActionGrant';
import { AnalysisConfig } from './config/AnalysisConfig';
import { ArgocdConfig } from './config/ArgocdConfig';
import { ConfigMapConfig } from './config/ConfigMapConfig';
import { CredentialConfig } from './config/CredentialConfig';
import { EngineConfig } from './config/EngineConfig';
import { GitConfig } from './config/GitConfig';
import { HttpConfig } from './config/HttpConfig';
import { ImageGrant } from './config/ImageGrant';
import { MessageChannel } from './config/MessageChannel';
import { PoliciesConfig } from './config/PoliciesConfig';
import { RegistryConfig } from './config/RegistryConfig';
import { SecretConfig } from './config/SecretConfig';
import { ServiceConfig } from './config/ServiceConfig';
import { ToolsConfig } from './config/ToolsConfig';

/** Configuration of the Waybill backend plugin. What has rooms of its own is in `config/`. */
export interface Config {
  waybill?: {
    /** Where pipeline definitions may be read from. */
    definitions?: {
      /**
       * Addresses that `waybill/pipeline: url:…` may name, and other repositories than the entity's own that its
       * `backstage.io/source-location` may lead to. Globs, in which `*` stops at a slash and `**` does not; a pattern that covers
       * a repository's address covers all its files. Default: none.
       *
       * @example ['https://github.com/acme/*']
       */
      allow?: string[];
    };

    /**
     * What `${NAME}` placeholders in definitions stand for. Of several sets that match an entity and name the same, the last one
     * counts. A name that no set gives is an error in the definition.
     */
    variables?: Array<{
      /** Which entities the set is for: all that are given must match; globs of entity refs. Nothing given: every entity. */
      match?: {
        entities?: string[];
        owners?: string[];
        systems?: string[];
      };
      /** UPPER_SNAKE names to texts. They are shown in the user interface; not for secrets. */
      values: { [name: string]: string };
    }>;

    /**
     * Files with ClusterPromotionTasks that every pipeline may use, relative to the folder the backend is started in. Read once, at
     * the start; what is wrong in them keeps the backend from starting. Default: none.
     */
    clusterPromotionTasks?: string[];

    /**
     * Projects (the namespaces that definitions name) and the entity each belongs to. Without an entry, a project is bound to the
     * component of the same name in the namespace `default`. Kargo's annotation `kargo.akuity.io/authorized-stage` counts only
     * for bound projects.
     */
    projects?: Array<{
      name: string;
      /** Entity ref */
      entity: string;
    }>;

    /** What promotions read and write in Git, and how. */
    git?: GitConfig;

    /** Where image registries and chart repositories really answer, if not where manifests say. */
    registries?: RegistryConfig[];

    /** Credentials for what Backstage's `integrations` have none for. Of several that match, the first one counts. */
    credentials?: CredentialConfig[];

    /** What `secret("name")` and `sharedSecret("name")` give to expressions in pipelines. */
    secrets?: SecretConfig[];

    /** What `configMap("name")` and `sharedConfigMap("name")` give: texts that anybody may see. */
    configMaps?: ConfigMapConfig[];

    /** Where steps may reach over HTTP. */
    http?: HttpConfig;

    images?: {
      /** Where the step `oci-push` may push. Nothing is granted by default. */
      allow?: ImageGrant[];
    };

    actions?: {
      /** What the step `scaffolder` may run of Backstage's actions registry. Nothing is granted by default. */
      allow?: ActionGrant[];
    };

    messages?: {
      /** Where the step `send-message` may send to. Default: nowhere. */
      channels?: MessageChannel[];
    };

    /** Programs that render manifests. */
    tools?: ToolsConfig;

    /** Where Argo CD is. */
    argocd?: ArgocdConfig;

    /** Where verifications may start AnalysisRuns of Argo Rollouts. */
    analysis?: AnalysisConfig;

    /** Rules of the platform. Any other key than these is refused at the start. */
    policies?: PoliciesConfig;

    /** What services may do beyond reading and previews. */
    services?: ServiceConfig[];

    /** The loops that do the work. */
    engine?: EngineConfig;
  };
}
