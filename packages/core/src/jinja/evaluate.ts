import { integerOf } from './arguments.ts'
import { joinTexts } from './bounds.ts'
import type { Toolbox } from './filters/filter.ts'
import { filters } from './filters/index.ts'
import { getAttribute, getItem, getSlice } from './lookup.ts'
import { areEqual, calculate, compareValues, isIn } from './numbers.ts'
import { print } from './print.ts'
import type { Scope } from './scope.ts'
import type { CallArguments, Expression } from './syntax.ts'
import { findTest } from './tests.ts'
import {
  type Arguments,
  Callable,
  isNumeric,
  isTruthy,
  itemsOf,
  TemplateFailure,
  Tuple,
  typeError,
  typeName,
  Undefined,
  type Value,
} from './values.ts'

type Of<Kind extends Expression['kind']> = Extract<Expression, { readonly kind: Kind }>

/** The value of an expression. Throws a `TemplateFailure` if it has none. */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'constant':
      return expression.value
    case 'name':
      return scope.find(expression.name)
    case 'list':
      return expression.items.map((item) => evaluate(item, scope))
    case 'tuple':
      return new Tuple(expression.items.map((item) => evaluate(item, scope)))
    case 'dict':
      return new Map(expression.items.map(([key, item]) => [evaluate(key, scope), evaluate(item, scope)]))
    case 'attribute':
      return getAttribute(evaluate(expression.of, scope), expression.name)
    case 'item':
      return getItem(evaluate(expression.of, scope), evaluate(expression.at, scope))
    case 'slice':
      return evaluateSlice(expression, scope)
    case 'call':
      return callValue(evaluate(expression.of, scope), evaluateArguments(expression.args, scope))
    default:
      return evaluateOperation(expression, scope)
  }
}

function evaluateOperation(
  expression: Exclude<
    Expression,
    Of<'constant' | 'name' | 'list' | 'tuple' | 'dict' | 'attribute' | 'item' | 'slice' | 'call'>
  >,
  scope: Scope,
): Value {
  switch (expression.kind) {
    case 'filter':
      return evaluateFilter(expression, scope)
    case 'test':
      return evaluateTest(expression, scope)
    case 'not':
      return !isTruthy(evaluate(expression.of, scope))
    case 'negative':
      return signed('-', evaluate(expression.of, scope))
    case 'positive':
      return signed('+', evaluate(expression.of, scope))
    case 'and':
    case 'or':
      return evaluateLogic(expression, scope)
    case 'binary':
      return calculate(
        expression.operator,
        evaluate(expression.left, scope),
        evaluate(expression.right, scope),
      )
    case 'joined':
      return joinTexts(expression.parts.map((part) => print(evaluate(part, scope))))
    case 'compare':
      return evaluateComparison(expression, scope)
    case 'choice':
      return evaluateChoice(expression, scope)
  }
}

function evaluateLogic({ kind, left, right }: Of<'and' | 'or'>, scope: Scope): Value {
  const first = evaluate(left, scope)
  return isTruthy(first) === (kind === 'or') ? first : evaluate(right, scope)
}

function evaluateChoice({ test, chosen, otherwise }: Of<'choice'>, scope: Scope): Value {
  if (isTruthy(evaluate(test, scope))) return evaluate(chosen, scope)
  return otherwise
    ? evaluate(otherwise, scope)
    : new Undefined('the inline if-expression on line 1 evaluated to false and no else section was defined.')
}

function signed(sign: '-' | '+', value: Value): Value {
  if (value instanceof Undefined) return value.fail()
  if (!isNumeric(value)) return typeError(`bad operand type for unary ${sign}: '${typeName(value)}'`)
  const number = typeof value === 'boolean' ? BigInt(value) : value
  return sign === '-' ? -number : number
}

/** `a < b < c` holds if both do. */
function evaluateComparison({ first, rest }: Of<'compare'>, scope: Scope): Value {
  let left = evaluate(first, scope)
  for (const [operator, operand] of rest) {
    const right = evaluate(operand, scope)
    if (!holds(operator, left, right)) return false
    left = right
  }
  return true
}

function holds(operator: string, left: Value, right: Value): boolean {
  switch (operator) {
    case '==':
      return areEqual(left, right)
    case '!=':
      return !areEqual(left, right)
    case 'in':
      return isIn(left, right)
    case 'not in':
      return !isIn(left, right)
    case '<':
      return compareValues(operator, left, right) < 0
    case '<=':
      return compareValues(operator, left, right) <= 0
    case '>':
      return compareValues(operator, left, right) > 0
    default:
      return compareValues(operator, left, right) >= 0
  }
}

function evaluateSlice({ of, bounds }: Of<'slice'>, scope: Scope): Value {
  const value = evaluate(of, scope)
  if (value instanceof Undefined) return value
  const numbers = bounds.map((bound) => {
    const found = bound && evaluate(bound, scope)
    return found === undefined || found === null ? undefined : integerOf(found, 0)
  })
  const items = getSlice(value, numbers)
  if (typeof value === 'string') return items.join('')
  return value instanceof Tuple ? new Tuple(items) : items
}

/** The arguments of a call, those of `*` and `**` among them. */
export function evaluateArguments(
  { positional, named, rest, restNamed }: CallArguments,
  scope: Scope,
): Arguments {
  const more = rest ? itemsOf(evaluate(rest, scope)) : []
  const moreNamed = restNamed ? evaluate(restNamed, scope) : undefined
  const pairs = moreNamed instanceof Map ? [...moreNamed] : []
  return {
    positional: [...positional.map((argument) => evaluate(argument, scope)), ...more],
    named: new Map([
      ...named.map(([name, argument]): [string, Value] => [name, evaluate(argument, scope)]),
      ...pairs.map(([name, value]): [string, Value] => [print(name), value]),
    ]),
  }
}

/** Calls a value. Throws if it cannot be called. */
export function callValue(value: Value, args: Arguments): Value {
  if (value instanceof Undefined) return value.fail()
  return value instanceof Callable
    ? value.call(args)
    : typeError(`'${typeName(value)}' object is not callable`)
}

const tools: Toolbox = {
  filter: applyFilter,
  test(name, value, { positional }) {
    const test = findTest(name)
    if (!test) throw new TemplateFailure('TemplateAssertionError', `No test named '${name}'.`)
    return test(value, positional[0])
  },
}

/** What a filter makes of a value. Throws if there is none of this name. */
export function applyFilter(name: string, value: Value, args: Arguments): Value {
  const filter = filters.get(name)
  if (!filter) throw new TemplateFailure('TemplateAssertionError', `No filter named '${name}'.`)
  return filter(value, args, tools)
}

const evaluateFilter = ({ of, name, args }: Of<'filter'>, scope: Scope): Value =>
  applyFilter(name, of ? evaluate(of, scope) : scope.block, evaluateArguments(args, scope))

const evaluateTest = ({ of, name, args }: Of<'test'>, scope: Scope): Value =>
  tools.test(name, evaluate(of, scope), evaluateArguments(args, scope))
