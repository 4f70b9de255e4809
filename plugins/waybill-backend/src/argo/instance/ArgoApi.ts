/** Argo CD's own API, as `waybill.argocd.instances[].api` says. */
export interface ArgoApi {
  /** Without a slash at the end. */
  url: string;
  token: string | undefined;
  /** PEM. */
  ca: string | undefined;
  skipTLSVerify: boolean;
}
