/** An answer that does not come is an error too. */
export async function withTimeout<T>(
  answer: Promise<T>,
  milliseconds: number,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new Error(
        `No answer within ${milliseconds / 1000} seconds`,
      );
      error.name = 'TimeoutError';
      reject(error);
    }, milliseconds);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
