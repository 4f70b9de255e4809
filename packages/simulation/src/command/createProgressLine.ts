/** How often a line is written where it cannot be overwritten, in milliseconds. */
const EVERY_MS = 20_000;

/** Says how far something is: on one line of a terminal, or now and then. */
export function createProgressLine(stream: NodeJS.WriteStream): {
  show(text: string): void;
  /** A line that stays. */
  say(text: string): void;
  end(): void;
} {
  let shownAt = performance.now();
  let isOpen = false;
  return {
    show(text) {
      if (stream.isTTY) {
        isOpen = true;
        stream.write(`\r${text}\u001b[K`);
      } else if (performance.now() - shownAt >= EVERY_MS) {
        shownAt = performance.now();
        stream.write(`${text}\n`);
      }
    },
    say(text) {
      stream.write(`${isOpen ? '\n' : ''}${text}\n`);
      isOpen = false;
    },
    end() {
      if (isOpen) stream.write('\n');
    },
  };
}
