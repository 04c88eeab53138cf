import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { databaseCommand } from './commands/database.ts'
import { startCommand } from './commands/start.ts'
import { EXIT, exitCodeOf } from './exit-codes.ts'

/** The release of Reeve. */
export function releaseOf(): string {
  const manifest = new URL('../../../package.json', import.meta.url)
  return JSON.parse(readFileSync(manifest, 'utf8')).version
}

const EXIT_CODES = `
Exit codes:
  0   it did what it was asked, a stopped server included
  64  the command line makes no sense
  65  the database is none that this release knows
  69  the address is taken, or the database does not answer
  73  the database's folder cannot be written
  75  another server has the database
  78  a setting is malformed

Settings: environment variables, .env, prefect.toml and profiles, as Prefect reads them; see docs/settings.md.`

function program(): Command {
  return new Command('reeve')
    .description('A workflow orchestration server that Prefect 3 clients can use as they are.')
    .version(releaseOf(), '--version', 'print the release')
    .helpOption('--help', 'print this')
    .addHelpText('after', EXIT_CODES)
    .addCommand(startCommand(), { isDefault: true })
    .addCommand(databaseCommand())
    .exitOverride()
}

/** Runs a command line; what goes wrong is printed as one message and becomes the exit code. */
export async function run(argv: readonly string[]): Promise<void> {
  try {
    await program().parseAsync(argv)
  } catch (error) {
    process.exitCode = report(error)
  }
}

function report(error: unknown): number {
  // The library has printed what was wrong with the command line, or what was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage
  const code = exitCodeOf(error)
  const message = error instanceof Error ? error.message : String(error)
  const stack = error instanceof Error ? (error.stack ?? message) : message
  process.stderr.write(code === undefined ? `Reeve failed: ${stack}\n` : `${message}\n`)
  return code ?? EXIT.software
}
