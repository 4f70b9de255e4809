const started = Date.now();
const seconds = since => `${((Date.now() - since) / 1000).toFixed(0)} s`;

/** One line per piece of work, with how long it took; a heartbeat while it takes long. */
export async function progress(what, work) {
  const begun = Date.now();
  process.stdout.write(`… ${what}\n`);
  const beat = setInterval(
    () => process.stdout.write(`  still at it: ${what} (${seconds(begun)})\n`),
    20_000,
  );
  try {
    const result = await work();
    process.stdout.write(`✓ ${what} (${seconds(begun)})\n`);
    return result;
  } finally {
    clearInterval(beat);
  }
}

export const elapsed = () => seconds(started);
