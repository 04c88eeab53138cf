import type { Client } from './facts.ts'

/** Stands for whoever acts within the server: as new as can be. */
export const CURRENT_CLIENT: Client = { version: null, apiVersion: null }

const VERSION = /^(\d+)\.(\d+)\.(\d+)(.*)$/
/** Suffixes that come before the release they name: alphas, betas, candidates and development builds. */
const EARLIER = /^\.?(a|b|rc|dev)\d*/

/**
 * True if the client's release is `minimum` or newer; a client that names none is not. [B14, B23, B60]
 */
export function isClientAtLeast(client: Client, minimum: readonly [number, number, number]): boolean {
  const match = client.version === null ? null : VERSION.exec(client.version)
  if (!match) return false
  for (const [index, least] of minimum.entries()) {
    const part = Number(match[index + 1])
    if (part !== least) return part > least
  }
  return !EARLIER.test(match[4] ?? '')
}

/** True if the client names its release and that is `maximum` or older. [E42] */
export function isClientAtMost(client: Client, maximum: readonly [number, number, number]): boolean {
  if (client.version === null || !VERSION.test(client.version)) return false
  return client.version === maximum.join('.') || !isClientAtLeast(client, maximum)
}

/** True if the client speaks at least this API version; one that names none speaks the newest. [B61] */
export function speaksApi({ apiVersion }: Client, minimum: readonly [number, number, number]): boolean {
  if (apiVersion === null) return true
  for (const [index, least] of minimum.entries()) {
    const part = apiVersion[index] ?? 0
    if (part !== least) return part > least
  }
  return true
}

/** From this version on, pauses are known and counted apart. [A18, B7, B37b] */
export const API_WITH_PAUSES = [0, 8, 4] as const
/** From this version on, clients reset the failed task runs of a retried flow run themselves. [B37b] */
export const API_WITH_CLIENT_SIDE_RETRIES = [0, 8, 3] as const
/** Up to this release, clients fail over pools that tell of a block for results. [E42] */
export const CLIENT_WITHOUT_RESULT_STORAGE = [3, 3, 7] as const
/** From this release on, clients renew the lease on their deployment slot. [B14, B23] */
export const CLIENT_WITH_LEASES = [3, 4, 11] as const
