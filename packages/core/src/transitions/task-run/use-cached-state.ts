import { ANY, replace, type TaskRunRule, types } from '../rule.ts'
import { copyState } from '../states.ts'

/** A task whose result is known under its cache key does not run again. [B43] */
export const useCachedState: TaskRunRule = {
  from: ANY,
  to: types('RUNNING'),
  before({ facts, proposed }) {
    const { cache_key, refresh_cache } = proposed.state_details
    if (!cache_key || refresh_cache || facts.cached === null) return undefined
    return replace({ ...copyState(facts.cached), name: 'Cached' }, 'Retrieved state from cache')
  },
}
