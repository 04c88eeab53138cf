import { databaseOptions, releaseDatabase } from '@reeve/server'
import { Command } from 'commander'
import { describeDatabase } from '../describe-database.ts'
import { chooseSettings, type Options } from '../settings.ts'

/** `reeve database release`: hands a database back to Prefect. */
export function databaseReleaseCommand(): Command {
  return new Command('release')
    .description('leave a database that Prefect goes on with: all its indexes, every event in its tables')
    .option('--database <file or URL>', 'SQLite file or PostgreSQL URL (default: the one that "start" uses)')
    .helpOption('--help', 'print this')
    .exitOverride()
    .action(release)
}

async function release(options: Options): Promise<void> {
  const chosen = chooseSettings(options)
  const { created, dropped } = await releaseDatabase(chosen)
  const { url } = databaseOptions(chosen.settings, chosen.databaseFile)
  process.stdout.write(
    `Released ${describeDatabase(url)}: ${created.length} indexes put back, ${dropped.length} of Reeve's taken away.\n` +
      'Prefect can open it now.\n',
  )
}
