import { FileMode } from '@waybill/backstage-plugin-waybill-node';

/** A file or a symbolic link in an archive. */
export interface ArchiveEntry {
  /** Relative, `/`-separated, without `.` and `..`. */
  path: string;
  mode: FileMode;
  /** Of a link, where it leads. */
  content: Buffer;
}
