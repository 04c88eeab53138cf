import type { FlowRunPolicy, JsonObject, TaskRunPolicy } from '@reeve/wire'

/** A policy as stored: the fields of older clients also fill the ones that replaced them. [C8] */
export function migratePolicy(policy: FlowRunPolicy | TaskRunPolicy | undefined): JsonObject {
  const stored = { ...policy } as JsonObject
  if (!stored.retries && stored.max_retries) stored.retries = stored.max_retries
  if (isEmpty(stored.retry_delay) && stored.retry_delay_seconds)
    stored.retry_delay = stored.retry_delay_seconds
  return stored
}

const isEmpty = (delay: unknown) => !delay || (Array.isArray(delay) && delay.length === 0)
