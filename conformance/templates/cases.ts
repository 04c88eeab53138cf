import { readFileSync } from 'node:fs'
import type { JsonObject } from '@reeve/wire'

/** What the templates see. */
export const CONTEXT: JsonObject = {
  user: { name: 'Ann', age: 3 },
  items: [
    { id: 1, ok: true },
    { id: 2, ok: false },
  ],
  n: 3,
  f: 2.5,
  t: true,
  nul: null,
  text: 'Hello wOrld ä!',
  event: { resource: { 'prefect.resource.id': 'x.1' }, payload: { a: [1, null, true, 's'], b: { c: 1.5 } } },
}

/** Templates, good and bad. What prints where something lies in memory, or is random, is not among them. */
export const TEMPLATES = JSON.parse(
  readFileSync(new URL('templates.json', import.meta.url), 'utf8'),
) as readonly string[]
