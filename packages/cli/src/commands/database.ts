import { Command } from 'commander'
import { databaseReleaseCommand } from './database-release.ts'
import { databaseTuneCommand } from './database-tune.ts'

/** `reeve database`: what is done to a database while no server has it. */
export function databaseCommand(): Command {
  return new Command('database')
    .description('work on a database that no server uses')
    .helpOption('--help', 'print this')
    .helpCommand(false)
    .addCommand(databaseReleaseCommand())
    .addCommand(databaseTuneCommand())
    .exitOverride()
}
