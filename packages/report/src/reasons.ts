const words = new Map([
  ['NO_BOTS', 'no bots yet'],
  ['NO_TRADES', 'no closed trade yet'],
  ['NO_WINS', 'no winning trade yet'],
  ['NO_LOSSES', 'no loss yet'],
  ['NO_DRAWDOWN', 'no drawdown yet'],
  ['NO_ELAPSED_TIME', 'no time has passed yet'],
  ['ZERO_VARIANCE', 'all returns are the same'],
  ['ZERO_DENOMINATOR', 'would divide by zero'],
  ['TOO_FEW', 'too few observations'],
  ['EQUITY_NOT_POSITIVE', 'equity is not positive'],
  ['NOT_REPRESENTABLE', 'too large a number'],
  ['LESS_THAN_ONE_YEAR', 'less than one year'],
])

/** Why a figure does not exist or rests on too little, in words; a code that is not known here in its own. */
export const reasonInWords = (code: string): string => words.get(code) ?? code.toLowerCase().replaceAll('_', ' ')
