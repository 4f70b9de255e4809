/** Configuration of the Waybill backend plugin. */
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

    git?: {
      /** What pipelines may read and write in Git. Nothing is granted by default. */
      allow?: Array<{
        /** Globs of repository addresses. */
        repos: string[];
        /** Globs of branches that may be written. Default: all. */
        branches?: string[];
        /** Globs of paths that may be changed. Default: all. */
        paths?: string[];
        /** For entities with one of these owners (globs of entity refs). Default: any. */
        owners?: string[];
        /** For entities of one of these systems. Default: any. */
        systems?: string[];
        /** For entities of one of these domains. Default: any. */
        domains?: string[];
        /** For these entities (globs of entity refs). Default: any. */
        entities?: string[];
        /**
         * For entities that a configured location or an entity provider took from one of these repositories (globs of addresses). Owners,
         * systems and domains are what an entity says of itself; this is what it cannot say. Default: any.
         */
        sources?: string[];
        /** Name of the key in `signing.keys` that commits and tags are signed with in these repositories. Default: `signing.default`. */
        signingKey?: string;
      }>;
      /**
       * Whether an entity that a configured location or an entity provider brought into the catalog is granted the repository that it
       * came from. Never for a location that a person registered. Default: false.
       */
      allowOwnRepository?: boolean;
      /** Of commits, where a step does not say another. Default: Waybill <waybill@localhost>. */
      author?: {
        name?: string;
        email?: string;
      };
      /**
       * Where repositories are kept between promotions. Nothing in it is needed again; best on a local disk. Default: a folder below
       * that for temporary files.
       */
      cacheDirectory?: string;
      /** What is kept there at most; the least recently used repositories go first. */
      cache?: {
        /** Of all repositories together. Default: 4096. */
        maxMegabytes?: number;
        /** Of a repository that nobody used. Default: 168, a week. */
        maxIdleHours?: number;
      };
      /**
       * Whose work trees promotions use. `git`: the git program's, on a cached partial clone. `github-api`: those of GitHub's API, without
       * clone or disk; for hosts in `integrations.github` alone. Default: auto, the program's where there is one, else GitHub's. What
       * cannot work on this machine keeps the backend from starting.
       */
      workTree?: 'auto' | 'git' | 'github-api';
      /**
       * How a push goes on when the branch has commits that it does not contain. Default: AlwaysRebase, which makes the promotion's own
       * commits anew on the branch's tip, and merges where there are others.
       */
      pushIntegrationPolicy?:
        | 'AlwaysRebase'
        | 'RebaseOrMerge'
        | 'RebaseOrFail'
        | 'AlwaysMerge';
      /** How many commits of one push GitHub makes for the step `github-push`. Default: 10. */
      maxRevisions?: number;
      /** The three settings above, for some repositories. Of several entries that cover one and say the same, the first counts. */
      repositories?: Array<{
        /** Globs of repository addresses. */
        repos: string[];
        workTree?: 'auto' | 'git' | 'github-api';
        pushIntegrationPolicy?:
          | 'AlwaysRebase'
          | 'RebaseOrMerge'
          | 'RebaseOrFail'
          | 'AlwaysMerge';
        maxRevisions?: number;
      }>;
      /**
       * Hosts, with their ports, whose certificates the git program does not look at, for every pipeline; a step's
       * `insecureSkipTLSVerify` says nothing more. Better: `GIT_SSL_CAINFO` in the backend's environment names a file with the
       * authorities to trust. Default: none.
       */
      insecureHosts?: string[];
      /** Keys that commits and tags are signed with. */
      signing?: {
        /** Name of the key for all repositories that no entry of `allow` names one for. Default: those are not signed. */
        default?: string;
        keys?: Array<{
          name: string;
          /** Default: as the key is. */
          format?: 'openpgp' | 'ssh';
          /**
           * Armored OpenPGP, or OpenSSH.
           *
           * @visibility secret
           */
          privateKey: string;
          /**
           * Of an OpenPGP key.
           *
           * @visibility secret
           */
          passphrase?: string;
          /** Whom commits with this key name as their committer, since hosts hold the key against that. Default: their author. */
          committer?: {
            name: string;
            email: string;
          };
        }>;
      };
    };

    /** Programs that render manifests, for the steps `kustomize-build`, `helm-template` and `jsonnet`. */
    tools?: {
      /**
       * Whether they may fetch what kustomizations and charts name, from wherever those say. Default: false.
       */
      network?: boolean;
      kustomize?: {
        /** Absolute. Default: the first on the path. */
        path?: string;
      };
      helm?: {
        /** Absolute. Default: the first on the path. */
        path?: string;
      };
      jsonnet?: {
        /** Absolute. Default: the first on the path. */
        path?: string;
      };
    };

    /**
     * What `secret("name")` and `sharedSecret("name")` give to expressions in pipelines. What they give is taken out of all that is stored,
     * shown or logged, so a value has at least 6 characters. An entry that is not shared says whose pipelines may read it; of several
     * of one name, the first that is for an entity counts.
     */
    secrets?: Array<{
      name: string;
      /** For `sharedSecret()`, of every pipeline that the lists below do not exclude. Default: false, for `secret()`. */
      shared?: boolean;
      /** For these entities (globs of entity refs). Default: any. */
      entities?: string[];
      /** For entities with one of these owners (globs of entity refs). Default: any. */
      owners?: string[];
      /** For entities of one of these systems. Default: any. */
      systems?: string[];
      /** For entities of one of these domains. Default: any. */
      domains?: string[];
      /** For entities that a configured location or an entity provider took from one of these repositories. Default: any. */
      sources?: string[];
      /**
       * Texts by key.
       *
       * @deepVisibility secret
       */
      data: { [key: string]: string };
    }>;

    /** The same for `configMap("name")` and `sharedConfigMap("name")`: texts that anybody may see. */
    configMaps?: Array<{
      name: string;
      /** For `sharedConfigMap()`. Default: false, for `configMap()`. */
      shared?: boolean;
      /** For these entities (globs of entity refs). Default: any. */
      entities?: string[];
      /** For entities with one of these owners (globs of entity refs). Default: any. */
      owners?: string[];
      /** For entities of one of these systems. Default: any. */
      systems?: string[];
      /** For entities of one of these domains. Default: any. */
      domains?: string[];
      /** For entities that a configured location or an entity provider took from one of these repositories. Default: any. */
      sources?: string[];
      /** Texts by key. */
      data: { [key: string]: string };
    }>;

    /** Rules of the platform. Any other key than these is refused at the start. */
    policies?: {
      default?: {
        /**
         * Whether the auto-promotion that a pipeline's ProjectConfig asks for takes place. Default: forbid, since everyone who can edit
         * a pipeline can ask for it.
         */
        autoPromotion?: 'allow' | 'forbid';
        /**
         * When a Stage goes back by itself to the last Freight that ran and was verified there. A rollback is never rolled back, and holds
         * auto-promotion like one of a person's; what was rolled away from is not promoted there by itself until a person promotes it or
         * resumes auto-promotion. Default: never.
         */
        automaticRollback?: {
          on: Array<'FailedPromotion' | 'FailedVerification'>;
          /** A failure that is older is left to people. Default: 20m. */
          ignoreFailuresOlderThan?: string;
        };
      };
    };

    /** Where Argo CD is. A Stage's `shard` names an instance; the first one is the default. */
    argocd?: {
      instances?: Array<{
        name: string;
        /** Namespaces in which its Applications are watched and may be operated. Default: argocd. */
        namespaces?: string[];
        /** The Kubernetes API of its cluster: one of `server`, `kubeconfig` and `inCluster`. */
        kubernetes: {
          /** https, or plain http on this machine. */
          server?: string;
          /** @visibility secret */
          token?: string;
          /** The authority's certificate, PEM in base64. */
          caData?: string;
          /** Default: false. */
          skipTLSVerify?: boolean;
          /** A kubeconfig file. */
          kubeconfig?: string;
          /** A context of that file. Default: its current one. */
          context?: string;
          /** As the service account of the pod this runs in. */
          inCluster?: boolean;
        };
        /**
         * Argo CD's own API, for previews: what runs, compared with what a promotion would make of it. It is only read. Default: previews do
         * without.
         */
        api?: {
          /** https, or plain http on this machine. */
          url: string;
          /**
           * Of an account or a project's role that may `get` the Applications.
           *
           * @visibility secret
           */
          token?: string;
          /** The authority's certificate, PEM in base64. */
          caData?: string;
          /** Default: false. */
          skipTLSVerify?: boolean;
        };
      }>;
    };

    /**
     * Where verifications may start AnalysisRuns of Argo Rollouts, and use the AnalysisTemplates there and the ClusterAnalysisTemplates of
     * the cluster. A run has the rights of the namespace: its template may say that it is a Job. Nothing is granted by default.
     */
    analysis?: {
      allow?: Array<{
        /** Globs of namespaces. A pipeline's runs are in the one that is named like its project, and in no other. */
        namespaces: string[];
        /** Globs of names in `argocd.instances`, whose clusters they are. Default: all. */
        instances?: string[];
        /** For these entities (globs of entity refs). Default: any. */
        entities?: string[];
        /** For entities with one of these owners (globs of entity refs). Default: any. */
        owners?: string[];
        /** For entities of one of these systems. Default: any. */
        systems?: string[];
        /** For entities of one of these domains. Default: any. */
        domains?: string[];
        /** For entities that a configured location or an entity provider took from one of these repositories. Default: any. */
        sources?: string[];
      }>;
    };

    /**
     * Where image registries and chart repositories really answer. Of several entries that match, the one with the longest prefix counts;
     * without any, a registry is asked at its name, over https, and so is a classic chart repository, if its address is public: one that
     * is not needs an entry. Freight keeps the name in the manifest.
     */
    registries?: Array<{
      /**
       * The beginning of images' names, or of chart repositories' addresses after `https://`; it ends where a part of the name ends.
       *
       * @example 'registry.example.com'
       */
      prefix: string;
      /** Default: https at the prefix's host. A path is put before repositories' names. */
      endpoint?: string;
      /** Do not check certificates; allow plain http, and credentials over it. Default: false. */
      insecure?: boolean;
    }>;

    /**
     * Credentials for Git repositories, image registries (charts in them included), classic chart repositories and the APIs of Git hosts
     * that Backstage's `integrations` have none for. Of several that match, the first one counts. None is sent over plain http, but to
     * this machine.
     */
    credentials?: Array<{
      match: {
        /**
         * Where it may be sent: a prefix of addresses, which ends where a name ends, or a glob over host and path.
         *
         * @example 'https://git.example.com/acme'
         */
        url: string;
        /** Default: all. */
        kinds?: Array<'git' | 'image' | 'chart' | 'host-api'>;
        /** Entity refs whose pipelines may use it. Default: all. */
        entities?: string[];
      };
      username?: string;
      /**
       * With `username`.
       *
       * @visibility secret
       */
      password?: string;
      /**
       * Instead of a password.
       *
       * @visibility secret
       */
      token?: string;
      /** Send it over plain http too. Default: false. */
      allowInsecure?: boolean;
    }>;

    /**
     * What services may do: holders of `backend.auth.externalAccess` tokens, and other plugins. They pass every permission of Backstage
     * by design, so this list is what holds them. What is not listed they may only read; they never approve, sign or override.
     */
    services?: Array<{
      /**
       * The principal's subject, as `backend.auth.externalAccess` gives it.
       *
       * @example 'release-bot'
       */
      subject: string;
      actions: Array<
        'promote' | 'rollback' | 'abort' | 'hold' | 'refresh' | 'verify'
      >;
      /** Full entity refs. */
      entities: string[];
      /** Names of Stages. Default: all. Does not restrict the refresh of a whole pipeline or of a Warehouse. */
      stages?: string[];
    }>;

    /** The loops that do the work. All times in seconds. */
    engine?: {
      /** False: this backend serves the portal only, and another one with the same database does the work. Default: true. */
      enabled?: boolean;
      /** How often the catalog is asked for pipelines. Default: 60. */
      catalogIntervalSeconds?: number;
      /** How often a definition is read again. Default: 60. */
      definitionIntervalSeconds?: number;
      /** No Warehouse is looked at more often than this, whatever its `interval` says. Default: 60. */
      minWarehouseIntervalSeconds?: number;
      /** Nor more seldom than this. Default: 86400. */
      maxWarehouseIntervalSeconds?: number;
      /** How often an idle, healthy Stage is looked at. Default: 30. */
      stageIntervalSeconds?: number;
      /** How often a Stage is looked at that is not healthy. Default: 2. */
      busyStageIntervalSeconds?: number;
      /** How long work of a backend that has died stays with it. Default: 30. */
      leaseSeconds?: number;
      /** How often due work is asked for when nothing announces it. Default: 1. */
      pollSeconds?: number;
      /** `/api/waybill/health` answers 503 when work has been due, or a loop has not turned, for so long. Default: 60. */
      overdueSeconds?: number;
      /** How much of each kind one backend works on at once. */
      concurrency?: {
        /** Default: 4. */
        definition?: number;
        /** Default: 4. */
        warehouse?: number;
        /** Default: 8. */
        stage?: number;
        /** Default: 4. */
        promotion?: number;
      };
    };
  };
}
