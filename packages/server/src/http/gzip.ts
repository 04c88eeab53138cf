import { promisify } from 'node:util'
import { gzip, gzipSync } from 'node:zlib'

/** Answers from this many bytes on are compressed for clients that accept it. [L7] */
export const GZIP_FROM_BYTES = 500
/** Below this, handing the work to another thread (50 us) takes longer than the work. */
const THREAD_FROM_BYTES = 64 * 1024
const OPTIONS = { level: 1 }

const gzipOnThread = promisify(gzip) as (text: string, options: typeof OPTIONS) => Promise<Buffer>

/** Whether an Accept-Encoding header allows gzip. */
export const acceptsGzip = (header: string | string[] | undefined): boolean =>
  header?.includes('gzip') ?? false

/** A text compressed at the cheapest level. */
export const compress = (text: string): Buffer | Promise<Buffer> =>
  text.length < THREAD_FROM_BYTES ? gzipSync(text, OPTIONS) : gzipOnThread(text, OPTIONS)
