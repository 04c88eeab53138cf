import type { Client, Surroundings, TransitionSettings } from '@reeve/core/transitions'
import type { Instant } from '@reeve/wire'
import type { Context } from '../../context.ts'
import type { Settings } from '../../settings.ts'

/** The settings that orchestration rules read. */
export const transitionSettings = (settings: Settings): TransitionSettings => ({
  deploymentSlotWaitSeconds: settings['server.deployments.concurrency_slot_wait_seconds'],
  initialDeploymentLeaseSeconds: settings['server.concurrency.initial_deployment_lease_duration'],
  tagSlotWaitSeconds: settings['server.tasks.tag_concurrency_slot_wait_seconds'],
  maximumSlotWaitSeconds: settings['server.concurrency.maximum_concurrency_slot_wait_seconds'],
  maxCacheKeyLength: settings['server.tasks.max_cache_key_length'],
})

/** What comes from outside into decisions made at this moment for this client. */
export const surroundingsOf = (ctx: Context, now: Instant, client: Client): Surroundings => ({
  now,
  settings: transitionSettings(ctx.settings),
  client,
  newId: ctx.ids.next,
  random: ctx.ids.random,
})
