/**
 * Mean return per period that the benchmark does not explain: mean − β × benchmark's mean, means in excess of the
 * risk-free rate. A year of it is × periods, arithmetic as the Sharpe ratio is. Reference: Jensen 1968.
 */
export const alphaOf = (mean: number, benchmarkMean: number, beta: number): number => mean - beta * benchmarkMean
