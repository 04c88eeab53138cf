import { ANY, replace, type TaskRunRule, types } from '../rule.ts'

/** A completed state with a cache key is kept for later runs; a key that is too long is not. [B55] */
export const cacheCompleted: TaskRunRule = {
  from: ANY,
  to: types('COMPLETED'),
  before({ proposed, surroundings }) {
    const { maxCacheKeyLength } = surroundings.settings
    const key = proposed.state_details.cache_key
    return key && key.length > maxCacheKeyLength
      ? replace(proposed, `Cache key exceeded maximum allowed length of ${maxCacheKeyLength} characters.`)
      : undefined
  },
  after({ proposed }) {
    if (!proposed?.state_details.cache_key) return undefined
    const { cache_key: key, cache_expiration: expiration } = proposed.state_details
    return { cache: { key, expiration } }
  },
}
