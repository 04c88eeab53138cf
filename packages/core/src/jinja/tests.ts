import { filters } from './filters/index.ts'
import { areEqual, calculate, compareValues, isIn } from './numbers.ts'
import { print } from './print.ts'
import { Callable, isInteger, isNumeric, isSequence, typeError, Undefined, type Value } from './values.ts'

type Test = (value: Value, argument: Value) => boolean

const isEqual: Test = (value, argument) => areEqual(value, argument)
const isUnequal: Test = (value, argument) => !areEqual(value, argument)
const isGreater: Test = (value, argument) => compareValues('>', value, argument) > 0
const isGreaterOrEqual: Test = (value, argument) => compareValues('>=', value, argument) >= 0
const isLess: Test = (value, argument) => compareValues('<', value, argument) < 0
const isLessOrEqual: Test = (value, argument) => compareValues('<=', value, argument) <= 0
const leaves = (value: Value, divisor: Value, rest: bigint): boolean =>
  areEqual(calculate('%', value, divisor), rest)

const TESTS: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['boolean', (value) => typeof value === 'boolean'],
  ['callable', (value) => value instanceof Callable],
  ['defined', (value) => !(value instanceof Undefined)],
  ['divisibleby', (value, divisor) => leaves(value, divisor, 0n)],
  ['even', (value) => leaves(value, 2n, 0n)],
  ['odd', (value) => leaves(value, 2n, 1n)],
  ['escaped', () => false],
  ['false', (value) => value === false],
  ['true', (value) => value === true],
  ['none', (value) => value === null],
  ['filter', (value) => filters.has(print(value))],
  ['test', (value) => TESTS.has(print(value))],
  ['float', (value) => typeof value === 'number'],
  ['integer', (value) => typeof value === 'bigint'],
  ['number', isNumeric],
  ['in', isIn],
  ['iterable', (value) => isSequence(value) || value instanceof Map || value instanceof Undefined],
  ['sequence', (value) => isSequence(value) || value instanceof Map || value instanceof Undefined],
  [
    'lower',
    (value) => print(value) !== print(value).toUpperCase() && print(value) === print(value).toLowerCase(),
  ],
  [
    'upper',
    (value) => print(value) !== print(value).toLowerCase() && print(value) === print(value).toUpperCase(),
  ],
  ['mapping', (value) => value instanceof Map],
  ['sameas', (value, other) => value === other || (isInteger(value) && isInteger(other) && value === other)],
  ['string', (value) => typeof value === 'string'],
  ['undefined', (value) => value instanceof Undefined],
  ['eq', isEqual],
  ['equalto', isEqual],
  ['==', isEqual],
  ['ne', isUnequal],
  ['!=', isUnequal],
  ['gt', isGreater],
  ['greaterthan', isGreater],
  ['>', isGreater],
  ['ge', isGreaterOrEqual],
  ['>=', isGreaterOrEqual],
  ['lt', isLess],
  ['lessthan', isLess],
  ['<', isLess],
  ['le', isLessOrEqual],
  ['<=', isLessOrEqual],
])

/** Tests that compare with something. */
const COMPARING = /^(divisibleby|in|sameas|eq|equalto|ne|gt|greaterthan|ge|lt|lessthan|le|[=!<>]=?)$/

/** The test of this name, undefined if there is none. */
export function findTest(name: string): ((value: Value, argument: Value | undefined) => boolean) | undefined {
  const test = TESTS.get(name)
  if (!test) return undefined
  return (value, argument) => {
    if (argument === undefined && COMPARING.test(name)) typeError(`test '${name}' is missing an argument`)
    return test(value, argument ?? null)
  }
}
