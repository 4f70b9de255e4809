import { mustBeEmpty } from './mustBeEmpty';

/**
 * `insecureSkipTLSVerify` of Git repositories: refused, since a team's file would have the platform's token sent to whoever answers in the
 * server's name.
 */
export const insecureGit = mustBeEmpty(
  "insecureSkipTLSVerify is refused: it would show the platform's token to whoever answers; remove it. The platform trusts a certificate authority of its own with GIT_SSL_CAINFO for the git program and NODE_EXTRA_CA_CERTS, or a host without looking in waybill.git.insecureHosts",
);
