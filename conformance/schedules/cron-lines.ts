import type { Dice } from './dice.ts'

const ALIASES = ['@hourly', '@daily', '@midnight', '@weekly', '@monthly', '@yearly', '@annually']
const WEEKDAYS = ['mon', 'TUE', 'wed', 'Thu', 'fri', 'sat', 'sun']
const MONTHS = ['jan', 'FEB', 'mar', 'apr', 'MAY', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** A random cron line that often meets this clock reading. */
export function cronLine(d: Dice, { minute, hour, day, month, dayOfWeek }: Temporal.PlainDateTime): string {
  if (d.once(20)) return d.pick(ALIASES)
  const near = (value: number, of: number) => String((value + d.number(-1, 2) + of) % of)
  const fields = [
    d.pick([
      '*',
      '*/7',
      '*/15',
      '*/30',
      '0',
      '0',
      '30',
      '0-20/5',
      '5,50',
      near(minute, 60),
      '50-10/7',
      '59/9',
      '20/13',
    ]),
    d.pick([
      '*',
      '*',
      '*/2',
      '*/5',
      near(hour, 24),
      near(hour, 24),
      '0',
      '1',
      '2',
      '1-3',
      '22-2',
      '0-23/6',
      '21-4/3',
      '23/5',
      '20/2',
    ]),
    d.pick([
      '*',
      '*',
      '*',
      '*',
      String(day),
      '1',
      'L',
      '31',
      '1-7',
      '*/2',
      '13,L',
      '28-31',
      '20-L',
      '25-L/3',
      '31/4',
      '27-3',
      '28-2/3',
    ]),
    d.pick([
      '*',
      '*',
      '*',
      '*',
      String(month),
      d.pick(MONTHS),
      '2',
      '*/3',
      'nov-mar',
      '3-11/4',
      '12/5',
      '10-2/2',
      'sep-apr/3',
      '5-5',
    ]),
    d.pick(['*', '*', '*', '*', String(dayOfWeek), String(dayOfWeek), '0', '7', ...weekdays(d)]),
  ]
  if (d.once(6)) fields.push(d.pick(['0', '*/20', '15,45', '59', '*']))
  if (fields.length === 6 && d.once(5)) fields.push(d.pick(['*', '2024', '2020-2040/3', '2039']))
  return fields.join(' ')
}

const weekdays = (d: Dice): string[] => [
  d.pick(WEEKDAYS),
  'mon-fri',
  'fri-mon',
  `${d.number(0, 6)}#${d.number(1, 5)}`,
  `L${d.number(0, 6)}`,
  `${d.pick(WEEKDAYS)}#L`,
  '1-5/2',
  '4-7',
  '2-7/3',
  '7/2',
  '6/3',
  '5-1/2',
  'L5,L1',
  'mon-wed#2',
  '5#1,2#3',
  '3#2,1',
]
