import { databaseOptions, type RunningServer, startServer } from '@reeve/server'
import { Command, InvalidArgumentError } from 'commander'
import { describeDatabase } from '../describe-database.ts'
import { type Chosen, chooseSettings, defaultPrefectDatabase, type Options } from '../settings.ts'

const LAST_PORT = 65_535

/** `reeve start`, which is also what `reeve` alone does. */
export function startCommand(): Command {
  return new Command('start')
    .description('start the server')
    .option('--host <address>', 'address to listen on (default: 127.0.0.1)')
    .option('--port <number>', 'port to listen on (default: 4200)', readPort)
    .option('--database <file or URL>', 'SQLite file or PostgreSQL URL (default: a file in your data folder)')
    .helpOption('--help', 'print this')
    .exitOverride()
    .action(start)
}

function readPort(text: string): number {
  const port = Number(text)
  if (text.trim() !== '' && Number.isInteger(port) && port >= 0 && port <= LAST_PORT) return port
  throw new InvalidArgumentError(`Expected a number from 0 to ${LAST_PORT}.`)
}

async function start(options: Options): Promise<void> {
  const chosen = chooseSettings(options)
  const server = await startServer(chosen)
  process.stdout.write(greeting(server, chosen))
  stopOnSignals(server)
}

function greeting({ url, apiUrl }: RunningServer, { settings, databaseFile }: Chosen): string {
  const { url: database } = databaseOptions(settings, databaseFile)
  const prefect = database === databaseFile ? defaultPrefectDatabase() : undefined
  const hint =
    prefect && prefect !== databaseFile
      ? `\nTo go on with the database of Prefect instead:\n  npm start -- --database ${prefect}\n`
      : ''
  return `Reeve listens on ${url} (ready in ${Math.round(performance.now())} ms)
Data: ${describeDatabase(database)}

To point a Python client at it:
  export PREFECT_API_URL=${reachable(apiUrl)}
${hint}`
}

/** An address that stands for all of them is none to connect to. */
const reachable = (url: string) => url.replace(/\/\/(?:0\.0\.0\.0|\[::\])(?=[:/])/, '//127.0.0.1')

/** The first signal stops the server, a second one ends the process. */
function stopOnSignals(server: RunningServer): void {
  let isStopping = false
  const stop = async () => {
    if (isStopping) process.exit(1)
    isStopping = true
    await server.close()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}
