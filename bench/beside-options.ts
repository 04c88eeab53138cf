import { parseArgs } from 'node:util'

/** How something that takes long is measured beside other clients. */
export interface BesideOptions {
  /** How many runs it is about. Default 100,000. */
  readonly runs: number
  /** Clients of set_state beside it, once for each number. Default 1 and 16. */
  readonly clients: readonly number[]
  /** Loads at rest, of which the median counts. Default 3. */
  readonly rounds: number
  /** How long a load lasts. Default 3. */
  readonly seconds: number
}

/** Reads the command line; undefined if it asks for help. */
export function readBesideOptions(): BesideOptions | undefined {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '100000' },
      clients: { type: 'string', default: '1,16' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '3' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  const [runs = 0, rounds = 0, seconds = 0] = [values.runs, values.rounds, values.seconds].map(Number)
  return { runs, rounds, seconds, clients: values.clients.split(',').map(Number) }
}
