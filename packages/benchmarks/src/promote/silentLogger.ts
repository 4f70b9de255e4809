import { createGit } from '@waybill/backstage-plugin-waybill-backend/src/git';

export const silentLogger: Parameters<typeof createGit>[0]['logger'] = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => silentLogger,
};
