import { createHash, timingSafeEqual } from 'node:crypto'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Whether two texts are the same, in a time that does not tell where they differ. */
export const sameText = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))

/** Whether an Authorization header carries the auth string, the scheme spelled as clients do. [M3] */
export function isAuthorized(header: string | undefined, authString: string): boolean {
  return sameText(header ?? '', `Basic ${Buffer.from(authString).toString('base64')}`)
}
