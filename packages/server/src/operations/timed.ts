/** What work came to, and how many milliseconds it took: inside of a write, without waiting for its turn and commit. */
export async function timed<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly tookMs: number }> {
  const begun = performance.now()
  const result = await work()
  return { result, tookMs: performance.now() - begun }
}
