import type { Db } from '@reeve/database'
import {
  insertResultArtifacts,
  type ResultArtifact,
} from '@reeve/database/queries/artifacts/insert-result-artifacts'
import { appendEvents } from '@reeve/database/queries/outbox/append-events'
import { type Instant, isWrittenNumber, type Json, type JsonObject, type State } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { collectArtifact } from '../artifacts/collect-artifact.ts'

/** A state about to be written, and whose it is. */
export interface OwnedState {
  readonly state: State
  readonly flow_run_id: string | null
  readonly task_run_id: string | null
}

const isObject = (data: Json): data is JsonObject =>
  typeof data === 'object' && data !== null && !Array.isArray(data) && !isWrittenNumber(data)

const isKept = (data: Json) => data !== null && !(isObject(data) && data.type === 'unpersisted')

/**
 * Keeps the data of these states as artifacts, unless the client says that it kept none itself. Returns the
 * artifact's id by the id of the state. [A8, A9]
 */
export async function keepResults(
  ctx: Context,
  db: Db,
  { owned, now }: { owned: readonly OwnedState[]; now: Instant },
): Promise<ReadonlyMap<string, string>> {
  const kept = owned.filter(({ state }) => isKept(state.data as Json))
  const artifacts = kept.map((one) => toArtifact(one, ctx.ids.next(), now))
  await insertResultArtifacts(db, artifacts)
  await collectKeyed(ctx, db, artifacts)
  return new Map(kept.map(({ state }, index) => [state.id, (artifacts[index] as ResultArtifact).id]))
}

/** Results that name a key are the latest of its collection. [J17] */
async function collectKeyed(ctx: Context, db: Db, artifacts: readonly ResultArtifact[]): Promise<void> {
  for (const { now, ...artifact } of artifacts) {
    const { key } = artifact
    if (key === null) continue
    const row = { ...artifact, key, created: now, updated: now, metadata_: null }
    await appendEvents(db, [await collectArtifact(ctx, db, row)])
  }
}

/** The state as clients see it once its data is kept. [A9] */
export const asKept = (state: State): State =>
  isObject(state.data as Json) && isKept(state.data as Json)
    ? { ...state, data: splitData(state.data as JsonObject).data }
    : state

/** Some keys of a result describe the artifact and are taken out of its data. [A9] */
function toArtifact(
  { state, flow_run_id, task_run_id }: OwnedState,
  id: string,
  now: Instant,
): ResultArtifact {
  const owned = { id, flow_run_id, task_run_id, now }
  const data = state.data as Json
  if (!isObject(data)) return { ...owned, key: null, type: null, description: null, data }
  return { ...owned, ...splitData(data) }
}

function splitData({ artifact_key, artifact_type, artifact_description, ...data }: JsonObject) {
  return {
    data,
    key: textOrNull(artifact_key),
    type: textOrNull(artifact_type),
    description: textOrNull(artifact_description),
  }
}

const textOrNull = (value: Json | undefined): string | null =>
  typeof value === 'string' && value ? value : null
