import { parseArgs } from 'node:util'

/** What to measure and how thoroughly. */
export interface Options {
  /** Measure the pinned Prefect as well. Default no. */
  readonly reference: boolean
  /** Runs in the database. Default 10,000 and 1,000,000; with --quick 10,000. */
  readonly sizes: readonly number[]
  /** Default both; with --quick SQLite. */
  readonly databases: readonly ('sqlite' | 'postgresql')[]
  /** Lines of the table whose name holds this text. Default all. */
  readonly only: string
  /** Loads of each line, of which the median counts. Default 3; with --quick 1. */
  readonly rounds: number
  /** How long a load lasts. Default 2; with --quick 1. */
  readonly seconds: number
}

export const HELP = `npm run bench -- [options]
  --reference               measure the pinned Prefect too (REEVE_REFERENCE_PYTHON names its Python)
  --quick                   10,000 runs on SQLite, one round of one second
  --sizes 10000,1000000     runs in the database
  --databases sqlite,postgresql
  --only TEXT               lines of the table whose name holds TEXT
  --rounds N, --seconds N   loads of each line, and how long each lasts
`

/** Reads the command line. Throws a message for the user. */
export function readOptions(args: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      reference: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      sizes: { type: 'string' },
      databases: { type: 'string' },
      only: { type: 'string', default: '' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  const { quick } = values
  const list = (text: string) => text.split(',').map((part) => part.trim())
  return {
    reference: values.reference,
    sizes: list(values.sizes ?? (quick ? '10000' : '10000,1000000')).map((size) => positive('--sizes', size)),
    databases: list(values.databases ?? (quick ? 'sqlite' : 'sqlite,postgresql')).map(databaseKind),
    only: values.only,
    rounds: positive('--rounds', values.rounds ?? (quick ? '1' : '3')),
    seconds: positive('--seconds', values.seconds ?? (quick ? '1' : '2')),
  }
}

function positive(option: string, text: string): number {
  const number = Number(text)
  if (number > 0) return number
  throw new Error(`${option} takes numbers above 0, not "${text}"`)
}

function databaseKind(text: string): 'sqlite' | 'postgresql' {
  if (text === 'sqlite' || text === 'postgresql') return text
  throw new Error(`--databases takes sqlite and postgresql, not "${text}"`)
}
