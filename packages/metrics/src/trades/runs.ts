/** The longest runs of wins and of losses; a break-even trade ends both. */
export type Runs = { max_consecutive_wins: number; max_consecutive_losses: number }

/** The longest runs in outcomes in ledger order, a character each: `W` won, `L` lost, `E` even. */
export const longestRuns = (outcomes: string): Runs => {
  const runs: Runs = { max_consecutive_wins: 0, max_consecutive_losses: 0 }
  let wins = 0
  let losses = 0
  // By place and not by iterator: a million of them take milliseconds then.
  for (let place = 0; place < outcomes.length; place += 1) {
    const outcome = outcomes[place]
    wins = outcome === 'W' ? wins + 1 : 0
    losses = outcome === 'L' ? losses + 1 : 0
    if (wins > runs.max_consecutive_wins) runs.max_consecutive_wins = wins
    if (losses > runs.max_consecutive_losses) runs.max_consecutive_losses = losses
  }
  return runs
}
