import { FileMode } from '@waybill/backstage-plugin-waybill-node';
import { FileNode } from './nodes';

/** What Git's modes of files mean. */
export const fileModes: Record<FileNode['mode'], FileMode> = {
  '100644': 'file',
  '100755': 'executable',
  '120000': 'link',
};
