import { type CellResult, measureCell } from './cell.ts'
import { HELP, readOptions } from './options.ts'
import { openPostgresql } from './postgresql.ts'
import { printCell, printGrowth, printMachine } from './table.ts'

// So that servers do not stay behind when the run is broken off.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const options = readOptions(process.argv.slice(2))
if (options === 'help') process.stdout.write(HELP)
else await bench(options)

async function bench(chosen: Exclude<typeof options, 'help'>): Promise<void> {
  const say = (text: string) => process.stderr.write(`${text}\n`)
  const postgresql = chosen.databases.includes('postgresql') ? await openPostgresql() : undefined
  const cells: CellResult[] = []
  process.stdout.write(printMachine(chosen))
  try {
    for (const database of chosen.databases) {
      for (const size of chosen.sizes) {
        say(`== ${database}, ${size} runs`)
        const cell = await measureCell({ database, size }, chosen, {
          postgresql: database === 'postgresql' ? postgresql : undefined,
          say,
        })
        cells.push(cell)
        process.stdout.write(printCell(cell))
      }
    }
  } finally {
    await postgresql?.stop()
  }
  process.stdout.write(printGrowth(cells))
}
