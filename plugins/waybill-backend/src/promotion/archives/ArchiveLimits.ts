const MIB = 1024 * 1024;

/** What an archive may hold; Kargo's figures. */
export const ArchiveLimits = {
  /** Bytes of one file. */
  file: 50 * MIB,
  /** Bytes of all files together. */
  total: 100 * MIB,
  entries: 100_000,
};
