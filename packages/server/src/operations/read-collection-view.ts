import { readFile } from 'node:fs/promises'
import type { JsonObject } from '@reeve/wire'
import { Refused } from '../http/errors.ts'

const WORKERS = new URL('../data/worker-metadata.json', import.meta.url)

/** The views that clients know, with the file that each is read from. */
const VIEWS: ReadonlyMap<string, URL | undefined> = new Map([
  ['aggregate-worker-metadata', WORKERS],
  ['aggregate-block-metadata', undefined],
  ['aggregate-flow-metadata', undefined],
  ['demo-flows', undefined],
])

const loaded = new Map<string, Promise<JsonObject>>()

/** What is known of the integrations, from what the package brings: nothing is fetched from anywhere. [J24] */
export function readCollectionView(view: string): Promise<JsonObject> {
  if (!VIEWS.has(view)) throw new Refused(404, `View ${view} not found in registry`)
  const file = VIEWS.get(view)
  if (!file) throw new Refused(404, `Requested content missing for view ${view}`)
  const content = loaded.get(view) ?? readFile(file, 'utf8').then((text) => JSON.parse(text) as JsonObject)
  loaded.set(view, content)
  return content
}
